import {
  crashReplica,
  deleteReplica,
  type Environment,
  endpointsOf,
  fullStrength,
  type KilledReplica,
  type Kube,
  type OpenCluster,
  type PartName,
  type SteadyTraffic,
  serviceOf,
  type TrafficReport,
  type WorkloadRef,
  waitFor,
  workloadOf,
} from '../../../harness/index.ts';
import { goOn, type SharedTraffic, type Traffic } from './steady-traffic.ts';

/** What is under test, as the fixtures have it. */
interface UnderTest {
  readonly env: Environment;
  readonly kube: Kube;
  readonly cluster: OpenCluster;
  readonly traffic: SharedTraffic;
  readonly fault: (name: string, targets: readonly string[]) => Disposable;
  /** Time limit for all replicas to be ready again. */
  readonly limitMs: number;
}

/** A way to lose a replica. */
interface Fault {
  readonly name: string;
  /** Acts on the node, below Kubernetes. */
  readonly onNode: boolean;
  kill(kube: Kube, cluster: OpenCluster, workload: WorkloadRef): Promise<KilledReplica>;
}

/** Both, since they have different effects: a crash is noticed late and fixed in place, a deleted pod has to be replaced. */
const FAULTS: readonly Fault[] = [
  { name: 'process killed', onNode: true, kill: crashReplica },
  { name: 'pod deleted', onNode: false, kill: (kube, _, workload) => deleteReplica(kube, workload) },
];

/** One fault and the time until all declared replicas were ready again. */
export interface Recovery {
  readonly fault: string;
  readonly recoveryMs: number;
}

export interface FailoverRun {
  readonly report: TrafficReport;
  readonly recoveries: readonly Recovery[];
  readonly notes: readonly string[];
  /** Ready endpoints of the Service at the end. */
  readonly addresses: number;
}

/** Traffic continues this long after all replicas are ready, to see that an outage has ended. */
const TAIL_MS = 2_000;

/** Kills one replica of the part under traffic, in one way after the other. @returns what the callers saw. */
export async function killUnderTraffic(target: UnderTest, part: PartName, what: Traffic): Promise<FailoverRun> {
  const { env, kube, cluster } = target;
  const service = serviceOf(env.config, part).name;
  const { traffic, fromMs, notes: steady } = await target.traffic.steady(what);
  const notes = [...steady];
  const recoveries: Recovery[] = [];
  for (const fault of FAULTS) {
    if (fault.onNode && !cluster.node) {
      notes.push(`${fault.name}: not tried, the nodes of cluster ${cluster.name} can't be accessed`);
      continue;
    }
    using _fault = target.fault(`replica of ${part}: ${fault.name}`, [workloadOf(env.config, part).name]);
    const { recoveryMs, note } = await recover(target, part, fault, traffic);
    recoveries.push({ fault: fault.name, recoveryMs });
    notes.push(note);
    await goOn(traffic, TAIL_MS);
  }
  const report = await target.traffic.stop(what, fromMs);
  return { report, recoveries, notes, addresses: (await endpointsOf(kube, service)).addresses.length };
}

async function recover(
  { env, kube, cluster, limitMs }: UnderTest,
  part: PartName,
  fault: Fault,
  traffic: SteadyTraffic,
) {
  const workload = workloadOf(env.config, part);
  const { replicas = 2 } = workload;
  const from = traffic.now();
  const killed = await fault.kill(kube, cluster, workload);
  const pods = await waitFor(fullStrength(kube, workload, replicas, killed, limitMs));
  return { recoveryMs: traffic.now() - from, note: `${fault.name}: ${killed.pod}; ready again: ${pods.join(', ')}` };
}
