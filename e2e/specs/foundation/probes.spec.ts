import type { CoreV1Event } from '@kubernetes/client-node';
import { type Fault, type Kube, podsOf, type StartUp, startUpKind, writeSaved } from '../../../harness/index.ts';
import { askProbes, declaredProbes, nameOfProbe, timeoutSeconds } from '../../clients/cluster/probes.ts';
import { allowedSeconds, startSeconds, startUpFile } from '../../clients/cluster/start-up.ts';
import { partsOf } from '../../clients/cluster/topology.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const SCRATCH = '/tmp/dify-e2e-scratch';

/** The pod's first container never passes its startupProbe; its replacement passes at once. */
const KILLED_ONCE: Fault = {
  kind: 'patch',
  object: 'Deployment',
  part: 'ssrf-proxy',
  operations: [
    {
      op: 'add',
      path: '/spec/template/spec/containers/0/startupProbe',
      value: {
        exec: {
          command: [
            'sh',
            '-c',
            `test -e ${SCRATCH}/killed -a ! -e /tmp/first || { touch ${SCRATCH}/killed /tmp/first; false; }`,
          ],
        },
        periodSeconds: 1,
        failureThreshold: 2,
      },
    },
    { op: 'add', path: '/spec/template/spec/volumes/-', value: { name: 'scratch', emptyDir: {} } },
    {
      op: 'add',
      path: '/spec/template/spec/containers/0/volumeMounts/-',
      value: { name: 'scratch', mountPath: SCRATCH },
    },
  ],
};

const prb2 = { claims: ['PRB-2'], severity: 'mandatory', effect: 'observe', needs: ALL_IMAGES } as const;

test(
  'Every declared probe succeeds within its timeout',
  check({
    ...prb2,
    id: 'probes-answer',
    dependsOn: ['deployments-ready'],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'ssrf-proxy',
        operations: [
          {
            op: 'replace',
            path: '/spec/template/spec/containers/0/livenessProbe',
            value: { tcpSocket: { port: 3129 }, initialDelaySeconds: 3600 },
          },
        ],
      },
    ],
    remediation: 'Correct the path, port or command of the named probe, or raise its timeoutSeconds.',
  }),
  async ({ env, kube, inPod, note, measure }) => {
    const probes = await declaredProbes(kube, partsOf(env.config));
    if (probes.length === 0) inconclusive('no pod declares a probe');
    const answers = await askProbes(kube, inPod, probes);
    note(`ran ${answers.length} probes of ${new Set(probes.map(({ pod }) => pod)).size} pods as the kubelet does`);
    measure('slowest probe, share of its timeout', Math.max(...answers.map(shareOfTimeout)), 'ratio', 1);
    expectNone(
      answers
        .filter(({ answer }) => !answer.ok)
        .map(({ probe, answer }) => `${nameOfProbe(probe)} fails: ${answer.reason}`),
    );
  },
);

const shareOfTimeout = ({ probe, answer }: Awaited<ReturnType<typeof askProbes>>[number]): number =>
  answer.elapsedMs / (timeoutSeconds(probe.probe) * 1000);

test(
  'Every container started within the time its probes allow',
  check({
    ...prb2,
    id: 'start-up-fits-liveness',
    dependsOn: ['deployments-ready'],
    faults: [KILLED_ONCE],
    remediation:
      'Add a startupProbe to the container, or give it more time (failureThreshold × periodSeconds): the livenessProbe must not kill a container that is still starting.',
  }),
  async ({ env, kube, note, measure }) => {
    const kills = await probeKills(kube);
    const problems: string[] = [];
    const starts: StartUp[] = [];
    for (const workload of partsOf(env.config)) {
      const { part } = workload;
      for (const pod of await podsOf(kube, workload)) {
        const name = pod.metadata?.name ?? '';
        problems.push(...kills.filter(({ involvedObject }) => involvedObject.name === name).map(whatWasKilled));
        const [seconds, allowed] = [startSeconds(pod), allowedSeconds(pod)];
        if (seconds === undefined || allowed === undefined) continue;
        // It would have been killed by then, so it must have been unready at some later time.
        if (seconds > allowed) note(`${name}: its start time can't be determined any more`);
        else {
          measure(`${name}: start`, seconds, 's', allowed);
          starts.push({ part, seconds, allowed });
        }
      }
    }
    // For the table of resources: later faults change when a pod became ready.
    writeSaved(startUpFile(env.reportDir), startUpKind, { starts });
    expectNone(problems);
  },
);

/** Events of containers that the kubelet killed because of a probe, not of crashes. */
async function probeKills({ core, namespace }: Kube): Promise<CoreV1Event[]> {
  const { items } = await core.listNamespacedEvent({ namespace, fieldSelector: 'reason=Killing' });
  return items.filter(({ message }) => /failed (startup|liveness) probe/.test(message ?? ''));
}

const whatWasKilled = ({ involvedObject, message, count }: CoreV1Event): string =>
  `${involvedObject.name}: ${message} (${count ?? 1} time(s))`;
