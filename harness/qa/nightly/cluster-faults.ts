import { setTimeout as delay } from 'node:timers/promises';
import { explain } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import { nodeAccess } from '../../environment/cluster/index.ts';
import type { StartedCluster } from '../../environment/cluster/types.ts';
import type { ChangePlan } from '../../run/plan.ts';
import type { Step } from '../../run/step.ts';
import { cluster } from '../../run/tokens.ts';
import type { Night } from '../runner.ts';
import type { Tally } from '../tally.ts';

/** A failure below the deployment during a step, which must not be blamed on the deployment. */
export interface ClusterFault {
  readonly id: string;
  readonly title: string;
  /** The step during which it breaks. */
  readonly during: string;
  break(cluster: StartedCluster): Promise<unknown>;
}

/** The kubelet would restart it while its manifest exists. */
const STOP_API_SERVER =
  'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/ && pkill -9 kube-apiserver; sleep 2; pkill -9 kube-apiserver; true';

const onControlPlane = (running: StartedCluster, program: readonly string[]) =>
  nodeAccess(running).exec(running.nodes[0]?.name ?? '', program, { allowFailure: true });

const apiServerDuring = (during: string): ClusterFault => ({
  id: `api-server-stops-${during}`,
  title: `the API server stops in the step ${during}`,
  during,
  break: (running) => onControlPlane(running, ['sh', '-c', STOP_API_SERVER]),
});

export const CLUSTER_FAULTS: readonly ClusterFault[] = [
  ...['deploy', 'ready', 'foundation', 'smoke', 'failover', 'load'].map(apiServerDuring),
  {
    id: 'kubelet-stops-ready',
    title: 'the kubelet stops while the run waits for the deployment',
    during: 'ready',
    break: (running) => onControlPlane(running, ['systemctl', 'stop', 'kubelet']),
  },
  {
    id: 'kubelet-stops-smoke',
    title: 'the kubelet stops during the smoke checks',
    during: 'smoke',
    break: (running) => onControlPlane(running, ['systemctl', 'stop', 'kubelet']),
  },
];

/** By then the step has started; deploying takes only a few seconds. */
const AFTER_MS = 1_500;

/** A run in which something below the deployment fails during a step; later phases are kept, but must not pass. */
export const breakingCluster =
  ({ during, ...fault }: Pick<ClusterFault, 'during' | 'break'>): ChangePlan =>
  (steps) =>
    steps.map((step) => (step.id === during ? withFault(step, fault.break) : step));

function withFault(step: Step, breakIt: ClusterFault['break']): Step {
  return {
    ...step,
    takes: [...step.takes, cluster],
    async run(taken, context) {
      const running = (taken as Readonly<Record<string, unknown>>)[cluster.name] as StartedCluster;
      const broken = delay(AFTER_MS, undefined, { signal: context.signal }).then(() => breakIt(running));
      const [result] = await Promise.allSettled([step.run(taken, context), broken]);
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    },
  };
}

/** Anything but ERROR is a bug: GO would miss the failure, NO-GO would blame the deployment. */
export async function mustBeError(tally: Tally, fault: ClusterFault, { loaded, runner }: Night): Promise<void> {
  runner.signal.throwIfAborted();
  runner.say(`\ncluster fault: ${fault.title}`);
  try {
    const setTitle = `${fault.id} (${fault.title})`;
    const { record } = await runner.run({ loaded, setTitle, profile: 'quick', change: breakingCluster(fault) });
    const { verdict, because } = record.verdict;
    const failed = record.checks.filter(({ result }) => result.state === 'failed' || result.state === 'flaky');
    runner.say(`${verdict}: ${because[0]?.reason.split('\n')[0] ?? ''}`);
    tally.add(`${fault.id}: ${verdict} instead of ERROR`, verdict === 'ERROR');
    tally.add(`${fault.id}: blamed on the deployment: ${failed.map(({ id }) => id).join(', ')}`, failed.length === 0);
  } catch (error) {
    tally.add(`${fault.id}: ${redact(explain(error).join(' '))}`, false);
  }
}
