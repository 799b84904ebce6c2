import {
  declaredEnv,
  differingNames,
  envSources,
  execInPod,
  type Kube,
  liveWorkload,
  parseEnviron,
  type WorkloadRef,
} from '../../../harness/index.ts';
import { driftOf } from '../../clients/cluster/drift.ts';
import { runningImages } from '../../clients/cluster/running-images.ts';
import { ownContainer, partsOf } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

/** The environment of the container's first process or, where that is not readable, of a process that is started now. */
async function runningEnv(kube: Kube, workload: WorkloadRef): Promise<{ env: Map<string, string>; from: string }> {
  const first = await execInPod(kube, workload, ['cat', '/proc/1/environ']);
  if (first.exitCode === 0 && first.stdout.includes('='))
    return { env: parseEnviron(first.stdout), from: '/proc/1/environ' };
  const now = await execInPod(kube, workload, ['env', '-0']);
  return { env: parseEnviron(now.stdout), from: 'env' };
}

test(
  'Running containers have the environment that the manifests declare, and every referenced ConfigMap and Secret exists',
  check({
    id: 'environment-as-declared',
    claims: ['ENV-4', 'SEC-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['deployments-ready'],
    needs: ALL_IMAGES,
    faults: [
      {
        kind: 'patch',
        object: 'ConfigMap',
        part: 'sandbox',
        operations: [{ op: 'replace', path: '/data/GIN_MODE', value: 'debug' }],
      },
    ],
    remediation:
      'Run kubectl -n dify rollout restart deployment: a ConfigMap or Secret was changed after the pods had started.',
  }),
  async ({ env, kube, note }) => {
    const { namespace } = kube;
    const [maps, secrets] = await Promise.all([
      kube.core.listNamespacedConfigMap({ namespace }),
      kube.core.listNamespacedSecret({ namespace }),
    ]);
    const sources = envSources(maps.items, secrets.items);
    const problems: string[] = [];
    for (const workload of partsOf(env.config)) {
      const { name: own } = workload;
      const container = ownContainer(workload, await liveWorkload(kube, workload));
      if (!container) continue;
      const declared = declaredEnv(container, sources);
      const running = await runningEnv(kube, workload);
      problems.push(...declared.missing.map((what) => `${own}: refers to ${what}, which does not exist`));
      problems.push(
        ...differingNames(declared, running.env).map((name) => `${own}: ${name} differs from the declared value`),
      );
      note(`${own}: ${declared.values.size} variables compared with ${running.from}`);
    }
    expectNone(problems);
  },
);

test(
  'The objects in the cluster match the manifest set',
  check({
    id: 'no-drift',
    claims: ['DEP-4'],
    severity: 'mandatory',
    effect: 'observe',
    needs: [],
    faults: [
      {
        kind: 'patch',
        object: 'Service',
        part: 'ssrf-proxy',
        operations: [{ op: 'replace', path: '/metadata/labels/app', value: 'somebody' }],
      },
    ],
    remediation: 'Apply the set again; kubectl -n dify diff --server-side -f DIRECTORY shows the change.',
  }),
  async ({ env, kube, note }) => {
    const { compared, problems } = await driftOf(env, kube);
    note(`${compared} objects compared with a server-side dry run of the set`);
    expectNone(problems);
  },
);

test(
  'All pods of an image run the same digest, the one loaded for this run',
  check({
    id: 'running-images',
    claims: ['DEP-4', 'IMG-1'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['deployments-ready'],
    needs: ALL_IMAGES,
    faults: [{ kind: 'moved-tag', part: 'web' }],
    remediation:
      'Run kubectl -n dify rollout restart for the Deployment that differs, and use an image tag that never moves.',
  }),
  async ({ env, kube, cluster, note }) => {
    const { lines, problems } = await runningImages(env, kube, cluster);
    for (const line of lines) note(line);
    expectNone(problems);
  },
);
