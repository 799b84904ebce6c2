import {
  execInPod,
  isReady,
  type Kube,
  pending,
  podsOf,
  ready,
  type WorkloadRef,
  waitFor,
} from '../../../harness/index.ts';
import type { InPod } from '../cluster/pod-http.ts';
import { runAll } from './sandbox-runs.ts';

/** The sandbox's server as the cluster sees it: a restarted container has another id. */
export interface ServerState {
  readonly pod: string;
  readonly containerId: string;
  readonly processes: number;
}

/** Counts all processes in the container, including user code. @throws HarnessError of `execInPod`. */
export async function serverState(kube: Kube, workload: WorkloadRef): Promise<ServerState> {
  const { pod, stdout } = await execInPod(kube, workload, ['sh', '-c', 'ls -d /proc/[0-9]* | wc -l']);
  const found = (await podsOf(kube, workload)).find(({ metadata }) => metadata?.name === pod);
  return { pod, containerId: found?.status?.containerStatuses?.[0]?.containerID ?? '', processes: Number(stdout) };
}

/**
 * Waits until the sandbox runs programs and has no more processes than before; also used to restore it after a fault.
 * @returns the problems: none if the same container is still running.
 * @throws HarnessError `WAIT_TIMEOUT`.
 */
export async function sameAsBefore(
  { kube, inPod }: { kube: Kube; inPod: InPod },
  workload: WorkloadRef,
  before: ServerState,
  timeoutMs: number,
): Promise<string[]> {
  const after = await waitFor({
    subject: `${workload.kind} ${workload.name} to run programs as before`,
    timeoutMs,
    whose: 'deployment',
    poll: async () => {
      if (!(await podsOf(kube, workload)).some(isReady)) return pending('no pod is ready');
      const [ended] = await runAll(inPod, [{ language: 'python3', code: 'print("alive")' }]);
      if (ended?.stdout.trim() !== 'alive') return pending(`a program ended with ${ended?.fault || 'no output'}`);
      const state = await serverState(kube, workload);
      // A process that is just ending may still be counted.
      const more = state.processes - before.processes;
      return more > 1 ? pending(`${more} processes more than before`) : ready(state);
    },
  });
  return after.containerId === before.containerId
    ? []
    : [`the sandbox itself went down: ${before.pod} was running before, now it is a new container of ${after.pod}`];
}
