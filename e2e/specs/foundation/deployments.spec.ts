import { allWorkloads, isReady, liveWorkload, podsOf, wantedPods, workloadsOf } from '../../../harness/index.ts';
import { imageProblems } from '../../clients/cluster/image-rules.ts';
import { resourceProblems } from '../../clients/cluster/resource-rules.ts';
import { ownContainer, partsOf } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const observe = { severity: 'mandatory', effect: 'observe', needs: [] } as const;

test(
  'All services are deployed and all their pods are ready',
  check({
    ...observe,
    id: 'deployments-ready',
    claims: ['SVC-1', 'DEP-2'],
    needs: ALL_IMAGES,
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'sandbox',
        neverReady: true,
        operations: [
          {
            op: 'replace',
            path: '/spec/template/spec/containers/0/readinessProbe/httpGet/path',
            value: '/no-such-page',
          },
        ],
      },
    ],
    remediation:
      'Run kubectl -n dify get deployments,pods, then kubectl -n dify describe pod NAME for a pod that is not ready.',
  }),
  async ({ env, kube, note }) => {
    const problems: string[] = [];
    for (const workload of allWorkloads(env.config)) {
      const { kind, name } = workload;
      const wanted = wantedPods(await liveWorkload(kube, workload));
      const pods = await podsOf(kube, workload);
      const ready = pods.filter(isReady).length;
      note(`${name}: ${ready} of ${wanted} pods ready`);
      if (ready !== wanted) problems.push(`${kind} ${name}: ${ready} of ${wanted} pods are ready`);
      // A stalled rollout: the old pods keep running, and a new one never becomes ready.
      const stuck = pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata?.name);
      if (stuck.length > 0 && ready === wanted)
        problems.push(
          `${kind} ${name}: all ${ready} replicas are ready, but the additional pod ${stuck.join(', ')} is not`,
        );
    }
    expectNone(problems);
  },
);

test(
  'API, worker and web have the promised number of replicas',
  check({
    ...observe,
    id: 'replicas-as-promised',
    claims: ['REP-1'],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'web',
        operations: [{ op: 'replace', path: '/spec/replicas', value: 3 }],
      },
    ],
    remediation:
      'Set spec.replicas in the Deployment to the promised number, or correct parts.*.replicas in the config.',
  }),
  async ({ env, kube, note }) => {
    const problems: string[] = [];
    for (const workload of partsOf(env.config)) {
      const { kind, name, replicas } = workload;
      if (replicas === undefined) continue;
      const found = wantedPods(await liveWorkload(kube, workload));
      note(`${name}: ${found} replicas, promised ${replicas}`);
      if (found !== replicas) problems.push(`${kind} ${name} has ${found} replicas, not ${replicas}`);
    }
    expectNone(problems);
  },
);

test(
  'API, worker and web have the promised requests and limits',
  check({
    ...observe,
    id: 'resources-as-promised',
    claims: ['RES-1'],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'web',
        operations: [{ op: 'replace', path: '/spec/template/spec/containers/0/resources/requests/cpu', value: '90m' }],
      },
    ],
    remediation: "Correct the container's resources in the Deployment, or parts.*.requests and limits in the config.",
  }),
  async ({ env, kube, note }) => {
    const problems: string[] = [];
    for (const part of partsOf(env.config)) {
      const found = ownContainer(part, await liveWorkload(kube, part))?.resources;
      problems.push(...resourceProblems(part.name, part, found));
      if (part.requests)
        note(`${part.name}: requests ${JSON.stringify(found?.requests)}, limits ${JSON.stringify(found?.limits)}`);
    }
    expectNone(problems);
  },
);

test(
  'Every service has a liveness and a readiness probe',
  check({
    ...observe,
    id: 'probes-present',
    claims: ['PRB-1'],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'ssrf-proxy',
        operations: [{ op: 'remove', path: '/spec/template/spec/containers/0/livenessProbe' }],
      },
    ],
    remediation:
      'Add a livenessProbe and a readinessProbe to the named container: httpGet of its health page, or tcpSocket of its port.',
  }),
  async ({ env, kube }) => {
    const problems: string[] = [];
    for (const workload of partsOf(env.config)) {
      const { name } = workload;
      const { spec } = await liveWorkload(kube, workload);
      for (const container of spec?.template.spec?.containers ?? []) {
        if (!container.livenessProbe) problems.push(`${name}, container ${container.name}: no liveness probe`);
        if (!container.readinessProbe) problems.push(`${name}, container ${container.name}: no readiness probe`);
      }
    }
    expectNone(problems);
  },
);

test(
  'No image is a placeholder or has a floating tag, and API and worker run the same version',
  check({
    ...observe,
    id: 'images-named-well',
    claims: ['IMG-1'],
    faults: [{ kind: 'image-tag', part: 'sandbox', tag: 'latest' }],
    remediation: 'Use the tag of a released version, and the same image for API and worker.',
  }),
  async ({ env, kube, note }) => {
    const images = new Map<string, string>();
    for (const workload of partsOf(env.config)) {
      const { name } = workload;
      const { spec } = await liveWorkload(kube, workload);
      for (const { image = '' } of spec?.template.spec?.containers ?? []) images.set(name, image);
    }
    for (const [deployment, image] of images) note(`${deployment}: ${image}`);
    const same = (['api', 'worker', 'beat'] as const).flatMap((part) => workloadsOf(env.config, part));
    expectNone(
      imageProblems(
        images,
        same.map(({ name }) => name),
      ),
    );
  },
);
