import type { CoreV1Event, V1ContainerStatus, V1Deployment, V1Pod, V1PodCondition } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { deploymentStatus } from './deployments.ts';
import { ingressStatus, serviceStatus } from './network.ts';
import { claimStatus } from './storage.ts';
import type { NamespaceView } from './view.ts';

const NOW = new Date('2026-01-01T00:01:00Z').getTime();
const empty: NamespaceView = { deployments: [], pods: [], events: [], claims: [], slices: [], ingresses: [] };

function deployment(status: V1Deployment['status'], replicas = 2): V1Deployment {
  const selector = { matchLabels: { app: 'web' } };
  return {
    metadata: { name: 'web', generation: 3 },
    spec: { replicas, selector, template: {} },
    status: { observedGeneration: 3, ...status },
  };
}

interface PodParts {
  readonly conditions?: V1PodCondition[];
  readonly container?: Partial<V1ContainerStatus>;
  readonly deletionTimestamp?: Date;
}

function pod({ conditions = [], container, deletionTimestamp }: PodParts): V1Pod {
  const status = { name: 'main', image: 'i:1', imageID: '', ready: false, restartCount: 0, ...container };
  return {
    metadata: { name: 'web-1', labels: { app: 'web' }, ...(deletionTimestamp ? { deletionTimestamp } : {}) },
    status: { phase: 'Pending', conditions, ...(container ? { containerStatuses: [status] } : {}) },
  };
}

function event(kind: string, name: string, reason: string, message: string, count = 1): CoreV1Event {
  return { metadata: {}, involvedObject: { kind, name }, reason, message, count };
}

const half = deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 1 });
const look = (one: V1Pod, ...events: CoreV1Event[]) =>
  deploymentStatus('web', { ...empty, deployments: [half], pods: [one], events }, NOW);

test('a Deployment is ready when all replicas of this very generation are available', () => {
  const full = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
  const of = (status: V1Deployment['status']) =>
    deploymentStatus('web', { ...empty, deployments: [deployment(status)] }, NOW).state;
  expect(of(full)).toBe('ready');
  expect(of({ ...full, availableReplicas: 1 })).toBe('pending');
  expect(of({ ...full, observedGeneration: 2 })).toBe('pending');
  expect(of({ ...full, replicas: 3 })).toBe('pending');
  expect(of({ ...full, updatedReplicas: 1 })).toBe('pending');
  expect(deploymentStatus('web', empty, NOW).state).toBe('pending');
});

test('pods that the cluster rejects end the wait', () => {
  const refused = { type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' };
  const status = deploymentStatus('web', { ...empty, deployments: [deployment({ conditions: [refused] })] }, NOW);
  expect(status).toEqual({ state: 'hopeless', reason: expect.stringContaining('exceeded quota') });
});

test.each([
  ['ImagePullBackOff', 'hopeless'],
  ['ErrImageNeverPull', 'hopeless'],
  ['CreateContainerConfigError', 'hopeless'],
  ['ErrImagePull', 'pending'],
  ['ContainerCreating', 'pending'],
])('a container that waits with %s is %s', (reason, state) => {
  const status = look(pod({ container: { state: { waiting: { reason, message: 'the words' } } } }));
  expect(status.state).toBe(state);
});

test('a crash loop ends the wait with its exit code and whose log to read; a first crash does not', () => {
  const crashed = (restartCount: number) =>
    look(
      pod({
        container: {
          restartCount,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 3 } },
        },
      }),
    );
  expect(crashed(1)).toMatchObject({ state: 'pending', reason: expect.stringContaining('exit code 3') });
  expect(crashed(2)).toMatchObject({ state: 'hopeless', logs: { pod: 'web-1', container: 'main' } });
});

test('a container that crashes while others still start may be waiting for one of them, but not for ever', () => {
  const crashed = (restartCount: number, other: V1Pod) => {
    const container = { restartCount, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    return deploymentStatus('web', { ...empty, deployments: [half], pods: [pod({ container }), other] }, NOW).state;
  };
  const other = (more: PodParts): V1Pod => ({ ...pod(more), metadata: { name: 'api-1' } });
  const starting = other({ container: { state: { running: {} } } });
  expect([crashed(2, starting), crashed(3, starting), crashed(4, starting)]).toEqual([
    'pending',
    'pending',
    'hopeless',
  ]);
  expect(crashed(2, other({ conditions: [{ type: 'Ready', status: 'True' }] }))).toBe('hopeless');
  expect(crashed(2, other({ container: { restartCount: 2 } }))).toBe('hopeless');
});

test('between two crashes a container that runs is still in its loop', () => {
  const container = {
    restartCount: 4,
    state: { running: {} },
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
  };
  expect(look(pod({ container }))).toMatchObject({ state: 'hopeless', reason: expect.stringContaining('OOMKilled') });
});

test('a probe that fails is the reason; one that is answered with 4xx again and again ends the wait', () => {
  const running = pod({ container: { state: { running: {} } } });
  const failed = (message: string, count: number) => look(running, event('Pod', 'web-1', 'Unhealthy', message, count));
  const refused = 'Readiness probe failed: HTTP probe failed with statuscode: 404';
  expect(failed('Startup probe failed: connection refused', 50)).toMatchObject({
    state: 'pending',
    reason: expect.stringContaining('connection refused'),
  });
  expect(failed(refused, 2).state).toBe('pending');
  expect(failed(refused, 5)).toMatchObject({ state: 'hopeless', reason: expect.stringContaining('404') });
});

test('a pod that is not scheduled ends the wait after a while, unless the node is only not ready yet', () => {
  const unscheduled = (message: string, since: string) =>
    look(
      pod({ conditions: [{ type: 'PodScheduled', status: 'False', message, lastTransitionTime: new Date(since) }] }),
    );
  const full = '0/1 nodes are available: 1 Insufficient cpu. preemption: none';
  expect(unscheduled(full, '2026-01-01T00:00:55Z').state).toBe('pending');
  expect(unscheduled(full, '2026-01-01T00:00:30Z')).toEqual({
    state: 'hopeless',
    reason: expect.stringMatching(/Insufficient cpu$/),
  });
  const young = 'had untolerated taint {node.kubernetes.io/not-ready: }';
  expect(unscheduled(young, '2026-01-01T00:00:00Z').state).toBe('pending');
});

test('a volume that can’t be mounted because its source is missing ends the wait', () => {
  const waiting = pod({ container: { state: { waiting: { reason: 'ContainerCreating' } } } });
  const mount = event('Pod', 'web-1', 'FailedMount', 'configmap "files" not found', 3);
  expect(look(waiting, mount)).toMatchObject({ state: 'hopeless', reason: expect.stringContaining('"files"') });
});

test('a terminating pod is not a problem', () => {
  const leaving = pod({
    deletionTimestamp: new Date(NOW),
    container: { state: { waiting: { reason: 'ImagePullBackOff' } } },
  });
  expect(look(leaving)).toEqual({ state: 'pending', reason: '1 of 2 replicas available' });
});

test('a claim is bound, waits, or never will be bound', () => {
  const claim = (phase: string, ...events: CoreV1Event[]) =>
    claimStatus('data', { ...empty, claims: [{ metadata: { name: 'data' }, status: { phase } }], events }).state;
  const says = (message: string) => event('PersistentVolumeClaim', 'data', 'X', message);
  expect(claim('Bound')).toBe('ready');
  expect(claim('Pending', says('waiting for first consumer to be created before binding'))).toBe('pending');
  expect(claim('Pending', says('no persistent volumes available for this claim and no storage class is set'))).toBe(
    'hopeless',
  );
  expect(claim('Pending', says('storageclass.storage.k8s.io "fast" not found'))).toBe('hopeless');
});

test('a Service needs one endpoint that is ready', () => {
  const slice = (...ready: boolean[]) => ({
    addressType: 'IPv4',
    metadata: { labels: { 'kubernetes.io/service-name': 'web' } },
    endpoints: ready.map((value) => ({ addresses: ['10.0.0.1'], conditions: { ready: value } })),
  });
  const of = (...ready: boolean[]) => serviceStatus('web', { ...empty, slices: [slice(...ready)] }).state;
  expect([of(false, true), of(false), of()]).toEqual(['ready', 'pending', 'pending']);
});

test('an Ingress needs an address', () => {
  const of = (ip?: string) => {
    const ingress = { metadata: { name: 'web' }, status: { loadBalancer: { ingress: ip ? [{ ip }] : [] } } };
    return ingressStatus('web', { ...empty, ingresses: [ingress] }).state;
  };
  expect([of('10.0.0.1'), of()]).toEqual(['ready', 'pending']);
});
