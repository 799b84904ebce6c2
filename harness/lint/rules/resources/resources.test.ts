import { describe, expect, test } from 'vitest';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';
import { messages, remarks, saying } from '../../testing/saying.ts';
import { pdbBlocksEviction } from './pdb-blocks-eviction.ts';
import { pdbSelectsNoPods } from './pdb-selects-no-pods.ts';
import { probeMissing } from './probe-missing.ts';
import { probePortMissing } from './probe-port-missing.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { replicasUnexpected } from './replicas-unexpected.ts';
import { requestExceedsLimit } from './request-exceeds-limit.ts';
import { resourcesMissing } from './resources-missing.ts';
import { resourcesUnexpected } from './resources-unexpected.ts';
import { rolloutImpossible } from './rollout-impossible.ts';
import { serviceAccountTokenMounted } from './service-account-token-mounted.ts';

const api = (resources: string) => deploymentText('dify-api', { container: `resources: { ${resources} }` });

describe('promised resources', () => {
  test.each([
    ['requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: 500m, memory: 1Gi }', []],
    ['requests: { cpu: 0.25, memory: 0.5Gi }, limits: { cpu: "0.5", memory: 1024Mi }', []],
    [
      'limits: { cpu: 500m, memory: 1Gi }',
      [
        'the cpu request of api is 500m, but 250m is promised',
        'the memory request of api is 1Gi, but 512Mi is promised',
      ],
    ],
    [
      'requests: { cpu: 250m, memory: 512Mi }, limits: { memory: 1G }',
      ['the cpu limit of api is not set, but 500m is promised', 'the memory limit of api is 1G, but 1Gi is promised'],
    ],
  ])('%s', async (resources, expected) => {
    expect((await messages([resourcesUnexpected], api(resources))).sort()).toEqual(expected);
  });

  test('a request above its limit is reported against the promised value, if there is one', async () => {
    const odd = 'requests: { cpu: 250m, memory: 2Gi }, limits: { cpu: 500m, memory: 1Gi }';
    expect(await saying([resourcesUnexpected, requestExceedsLimit], api(odd))).toEqual(['resources-unexpected@12']);
  });

  test('LimitRange defaults count as set', async () => {
    const range = objectText(
      'v1',
      'LimitRange',
      'defaults',
      'spec: { limits: [{ type: Container, default: { memory: 512Mi }, defaultRequest: { cpu: 50m, memory: 128Mi } }] }',
    );
    const sandbox = deploymentText('dify-sandbox');
    expect(await messages([resourcesMissing], sandbox)).toHaveLength(1);
    expect(await messages([resourcesMissing], documents(sandbox, range))).toEqual([]);
  });
});

const scaler = (least: number) =>
  objectText(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'dify-api',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: dify-api }\n  minReplicas: ${least}\n  maxReplicas: 5`,
  );

describe('promised replicas', () => {
  test.each([
    [deploymentText('dify-api', { spec: 'replicas: 2' }), []],
    [deploymentText('dify-api'), ['api has 1 replica, but 2 are promised']],
    [deploymentText('dify-api', { spec: 'replicas: 3' }), ['api has 3 replicas, but 2 are promised']],
    [deploymentText('dify-worker'), []],
    [deploymentText('dify-sandbox', { spec: 'replicas: 0' }), ['sandbox has 0 replicas, but needs at least one']],
    [documents(deploymentText('dify-api'), scaler(2)), []],
    [documents(deploymentText('dify-api'), scaler(1)), ['api has at least 1 replica, but 2 are promised']],
  ])('%#', async (set, expected) => {
    expect(await messages([replicasUnexpected], set)).toEqual(expected);
  });
});

describe('probes', () => {
  const probes = (...fields: string[]) =>
    fields.map((field) => `${field}: { exec: { command: [python3, /opt/probes/alive.py] } }`).join('\n');

  test('an exec probe counts', async () => {
    const worker = deploymentText('dify-worker', { container: probes('livenessProbe', 'readinessProbe') });
    expect(await messages([probeMissing], worker)).toEqual([]);
  });

  test('each missing probe is a finding', async () => {
    expect(await messages([probeMissing], deploymentText('dify-worker'))).toHaveLength(2);
    const half = deploymentText('dify-worker', { container: probes('startupProbe', 'readinessProbe') });
    expect(await messages([probeMissing], half)).toEqual(['container "worker" has no liveness probe']);
  });

  test('a Job needs none', async () => {
    const job = objectText(
      'batch/v1',
      'Job',
      'migrate',
      'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: "busybox:1.36" }] } } }',
    );
    expect(await messages([probeMissing], job)).toEqual([]);
  });

  test.each([
    ['ports: [{ name: http, containerPort: 80 }]\nlivenessProbe: { tcpSocket: { port: http } }', 0],
    ['ports: [{ name: http, containerPort: 80 }]\nlivenessProbe: { tcpSocket: { port: 80 } }', 0],
    ['ports: [{ name: http, containerPort: 80 }]\nlivenessProbe: { tcpSocket: { port: 81 } }', 1],
    ['livenessProbe: { tcpSocket: { port: 81 } }', 0],
    ['livenessProbe: { tcpSocket: { port: http } }', 1],
  ])('the port of a probe: %#', async (container, expected) => {
    expect(await messages([probePortMissing], deploymentText('app', { image: 'example:1', container }))).toHaveLength(
      expected,
    );
  });
});

describe('disruption budgets', () => {
  const budget = (field: string) =>
    objectText('policy/v1', 'PodDisruptionBudget', 'b', `spec:\n  ${field}\n  selector: { matchLabels: { app: app } }`);
  const app = (replicas: number) => deploymentText('app', { spec: `replicas: ${replicas}` });

  test.each([
    ['minAvailable: 1', 2, true],
    ['minAvailable: 2', 2, false],
    ['minAvailable: 1', 1, false],
    ['minAvailable: 50%', 2, true],
    ['minAvailable: 51%', 2, false],
    ['maxUnavailable: 1', 1, true],
    ['maxUnavailable: 0', 3, false],
    ['maxUnavailable: 10%', 2, true],
  ])('%s of %d pods allows an eviction: %s', async (field, replicas, allows) => {
    expect(await messages([pdbBlocksEviction], documents(app(replicas), budget(field)))).toHaveLength(allows ? 0 : 1);
  });

  test('matchExpressions are supported', async () => {
    const by = (operator: string) =>
      objectText(
        'policy/v1',
        'PodDisruptionBudget',
        'b',
        `spec:\n  minAvailable: 1\n  selector: { matchExpressions: [{ key: app, operator: ${operator}, values: [app] }] }`,
      );
    expect(await messages([pdbSelectsNoPods], documents(app(2), by('In')))).toEqual([]);
    expect(await messages([pdbSelectsNoPods], documents(app(2), by('NotIn')))).toHaveLength(1);
  });

  test('several replicas without a budget give a remark', async () => {
    expect(await remarks([pdbBlocksEviction])).toEqual([
      expect.stringContaining('no PodDisruptionBudget for api'),
      expect.stringContaining('no PodDisruptionBudget for web'),
    ]);
  });
});

test('a rolling update that can neither add nor remove pods', async () => {
  const strategy = (text: string) => deploymentText('app', { spec: `strategy: { rollingUpdate: { ${text} } }` });
  expect(await messages([rolloutImpossible], strategy('maxSurge: 0%, maxUnavailable: 0'))).toHaveLength(1);
  expect(await messages([rolloutImpossible], strategy('maxSurge: 0'))).toEqual([]);
});

test('a quota is compared with the total of the set', async () => {
  const quota = (hard: string) => objectText('v1', 'ResourceQuota', 'q', `spec: { hard: { ${hard} } }`);
  const app = deploymentText('app', {
    spec: 'replicas: 3',
    container: 'resources: { requests: { cpu: 100m }, limits: { cpu: 200m, memory: 100Mi } }',
  });
  const said = (hard: string) => messages([quotaExceeded], documents(app, quota(hard)));
  expect(await said('requests.cpu: 300m, limits.memory: 300Mi, pods: 3, services: 0')).toEqual([]);
  expect(await said('cpu: 0.25')).toEqual(['the quota for cpu is 0.25, but the pods of the set need 300m']);
  expect(await said('pods: 2')).toEqual(['the quota for pods is 2, but the pods of the set need 3']);
  expect(await said('requests.memory: 299Mi')).toHaveLength(1);
});

test('a ServiceAccount with permissions may mount its token, and one can opt out', async () => {
  const pods = deploymentText('app', { pod: 'serviceAccountName: robot' });
  const binding = objectText(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'b',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: robot }]',
  );
  const optedOut = objectText('v1', 'ServiceAccount', 'robot', 'automountServiceAccountToken: false');
  const rule = [serviceAccountTokenMounted];
  expect(await messages(rule, pods)).toHaveLength(1);
  expect(await messages(rule, documents(pods, binding))).toEqual([]);
  expect(await messages(rule, documents(pods, optedOut))).toEqual([]);
});

test('RBAC and quotas are reported as remarks', async () => {
  expect(await remarks([rbacWildcard, quotaExceeded])).toEqual([
    'no RBAC: no pod of the set needs permissions',
    'no ResourceQuota; no LimitRange',
  ]);
});
