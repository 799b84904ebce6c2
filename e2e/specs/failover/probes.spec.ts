import {
  EXTERNAL_SERVERS,
  externalServers,
  freezeReplica,
  isReady,
  type Kube,
  pauseStandIn,
  pending,
  podsOf,
  ready,
  readyInTime,
  type WorkloadRef,
} from '../../../harness/index.ts';
import {
  askProbes,
  declaredProbes,
  nameOfProbe,
  patienceSeconds,
  timeoutSeconds,
} from '../../clients/cluster/probes.ts';
import { listening, type PartConfig, partsOf } from '../../clients/cluster/topology.ts';
import { check, expectNone, notApplicable, requireNodeAccess } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const prb2 = { claims: ['PRB-2'], severity: 'mandatory', effect: 'disrupt' } as const;

test(
  'A pod that cannot serve becomes not ready, and becomes ready again once it can',
  check({
    ...prb2,
    id: 'readiness-follows-service',
    dependsOn: ['probes-answer'],
    needs: ALL_IMAGES,
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'sandbox',
        operations: [
          {
            op: 'replace',
            path: '/spec/template/spec/containers/0/readinessProbe/httpGet',
            value: { host: '${address:web}', port: 3000, path: '/signin' },
          },
        ],
      },
    ],
    remediation:
      'Give the container a readinessProbe that tests the container itself and fails before the livenessProbe does (failureThreshold × periodSeconds).',
  }),
  async ({ env, kube, cluster, fault, note, measure }) => {
    requireNodeAccess(cluster);
    const probes = await declaredProbes(kube, listening(env.config), ['readinessProbe']);
    const byConnection = new Set(probes.flatMap(({ pod, probe }) => (probe.tcpSocket ? pod : [])));
    const parts = listening(env.config).filter(({ name }) => !startsWithAny(byConnection, name));
    for (const pod of byConnection)
      note(
        `${pod} was not tested: its probe only opens a connection, which the kernel accepts even for a frozen process`,
      );
    // All at once: one after the other would take minutes, and they don't affect each other.
    const budget = Math.max(...probes.map(({ probe }) => patienceSeconds(probe) + 2 * timeoutSeconds(probe)));
    test.setTimeout((4 * budget + 60) * 1000);
    const problems = await Promise.all(parts.map((part) => freezeAndWatch(part)));
    expectNone(problems.flat());

    async function freezeAndWatch(workload: PartConfig): Promise<string[]> {
      const { part } = workload;
      using _fault = fault(`replica of ${part} frozen`, [workload.name]);
      const started = Date.now();
      // A pod may have restarted earlier, for another reason.
      const earlier = await restartsOf(kube, workload);
      const frozen = await freezeReplica(kube, cluster, workload);
      const left = await turned(kube, workload, frozen.pod, false, budget).finally(() => frozen[Symbol.asyncDispose]());
      if (!left) return [`${frozen.pod} was frozen for ${budget} s and still counted as ready`];
      measure(`${part}: time until not ready`, Date.now() - started, 'ms', budget * 1000);
      const thawed = Date.now();
      const now = await restartsOf(kube, workload);
      if (!(await turned(kube, workload, frozen.pod, true, budget + 60)))
        return [`${frozen.pod} was resumed, and was not ready after ${budget + 60} s`];
      measure(`${part}: time until ready again`, Date.now() - thawed, 'ms');
      if ((now.get(frozen.pod) ?? 0) > (earlier.get(frozen.pod) ?? 0))
        return [
          `${frozen.pod} was killed by its livenessProbe before its readinessProbe removed it from the Service's endpoints`,
        ];
      note(`${frozen.pod}: not ready while frozen, ready again after it was resumed`);
      return [];
    }
  },
);

const startsWithAny = (pods: ReadonlySet<string>, name: string): boolean =>
  [...pods].some((pod) => pod.startsWith(`${name}-`));

/** @returns whether the pod became ready (or not ready) in time. */
async function turned(
  kube: Kube,
  workload: WorkloadRef,
  name: string,
  wanted: boolean,
  seconds: number,
): Promise<boolean> {
  return readyInTime({
    subject: `pod ${name} to be ${wanted ? '' : 'not '}ready`,
    timeoutMs: seconds * 1000,
    intervalMs: 250,
    poll: async () => {
      const pod = (await podsOf(kube, workload)).find(({ metadata }) => metadata?.name === name);
      return pod && isReady(pod) === wanted ? ready(undefined) : pending('no change');
    },
  });
}

/** Restarts of each pod of the workload so far. */
async function restartsOf(kube: Kube, workload: WorkloadRef): Promise<ReadonlyMap<string | undefined, number>> {
  const pods = await podsOf(kube, workload);
  return new Map(
    pods.map(({ metadata, status }) => [metadata?.name, status?.containerStatuses?.[0]?.restartCount ?? 0]),
  );
}

test(
  'No liveness probe fails while a database or another external service hangs',
  check({
    ...prb2,
    id: 'liveness-without-dependencies',
    dependsOn: ['probes-answer', 'readiness-follows-service'],
    needs: [...ALL_IMAGES, ...EXTERNAL_SERVERS],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'sandbox',
        operations: [
          {
            op: 'replace',
            path: '/spec/template/spec/containers/0/livenessProbe/httpGet',
            value: { host: '${address:api}', port: 5001, path: '/console/api/setup' },
          },
        ],
      },
    ],
    remediation:
      "Let the livenessProbe test only the process itself: restarting the container doesn't fix a database, and it drops work in progress.",
  }),
  async ({ env, kube, inPod, fault, note }) => {
    test.setTimeout(240_000);
    const probes = await declaredProbes(kube, partsOf(env.config), ['livenessProbe']);
    const problems: string[] = [];
    const servers = externalServers(env.config.external);
    if (servers.length === 0)
      notApplicable('every store is inside the set, and none of them has a stand-in that could hang');
    for (const { name } of servers) {
      using _fault = fault(`stand-in ${name} frozen`, ['*']);
      await using _paused = await pauseStandIn(env.runId, name);
      const answers = await askProbes(kube, inPod, probes);
      const failed = answers.filter(({ answer }) => !answer.ok);
      problems.push(
        ...failed.map(({ probe, answer }) => `${nameOfProbe(probe)} fails while ${name} hangs: ${answer.reason}`),
      );
      note(`while ${name} hung, ${answers.length - failed.length} of ${answers.length} liveness probes succeeded`);
    }
    expectNone(problems);
  },
);
