import { HarnessError } from '../../../core/errors.ts';
import { lastHost } from '../../engine/index.ts';
import { type ClusterClients, clusterClients } from '../kube.ts';
import { runPod } from '../run-pod.ts';
import type { StartedCluster } from '../types.ts';
import { refusedPackets } from './egress.ts';
import type { Surroundings } from './isolate.ts';
import type { OutsideDoor } from './outside-door.ts';
import { PROBE_PROGRAM, type ProbeResult, probeResult } from './probe-program.ts';

/** What must resolve and be reachable, and what must not. */
export interface IsolationProbe extends Surroundings {
  /** Any image in the cluster with Python 3. */
  readonly image: string;
  /** Names that must not resolve. */
  readonly outsideNames?: readonly string[];
  /** `address:port` that the node must reject. */
  readonly outsideAddresses?: readonly string[];
}

/** What was measured; kept as evidence. */
export interface IsolationReport extends ProbeResult {
  /** Packets that the nodes rejected during the probe. */
  readonly refusedPackets: number;
}

const OUTSIDE_NAMES = ['example.com', 'kubernetes.io'];
/** Documentation addresses (RFC 5737): even if the rules were broken, these packets would reach nobody. */
const OUTSIDE_ADDRESSES = ['192.0.2.1:443', '198.51.100.1:5432', '203.0.113.1:80'];

/** By a rule, or by an unreachable route. */
const REFUSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH']);

/**
 * Probes from inside a pod what it can reach. Nothing may be deployed before this has passed.
 * @throws HarnessError `ISOLATION_BROKEN` with every leak, `OUTSIDE_UNREACHABLE` if the stand-in of the outside world can't be reached.
 */
export async function verifyIsolation(
  cluster: StartedCluster,
  probe: IsolationProbe,
  signal?: AbortSignal,
): Promise<IsolationReport> {
  const names = [...Object.keys(probe.hosts), ...(probe.outsideNames ?? OUTSIDE_NAMES)];
  // The Docker host itself is outside, too: real services may listen on its addresses.
  const outside = [
    ...(probe.outsideAddresses ?? OUTSIDE_ADDRESSES),
    `${cluster.network.gateway}:22`,
    ...besideDoor(probe.door),
  ];
  // Unused addresses inside, which could take the default route.
  const nobody = [cluster.podCidr, cluster.serviceCidr].map((cidr) => `${lastHost(cidr)}:443`);
  const args = [...names, '--', ...outside, ...nobody, ...throughDoor(probe.door)];
  const before = await refusedPackets(cluster);
  const result = await look(clusterClients(cluster), cluster, probe.image, args, signal);
  const report = { ...result, refusedPackets: (await refusedPackets(cluster)) - before };
  const leaks = leaksOf(report, probe, outside.length);
  if (leaks.length === 0) return open(report, probe.door);
  throw new HarnessError({
    code: 'ISOLATION_BROKEN',
    message: 'a pod of this cluster could reach something outside the run',
    details: leaks,
    hint: `on the node ${cluster.nodes[0]?.name}: nft list ruleset`,
  });
}

/** The redirected ports: `203.0.113.80:80`. */
const throughDoor = (door: OutsideDoor | undefined): string[] =>
  Object.keys(door?.ports ?? {}).map((port) => `${door?.address}:${port}`);

/** Another port of that address, which must not reach another stand-in. */
const besideDoor = (door: OutsideDoor | undefined): string[] => (door ? [`${door.address}:5432`] : []);

function open(report: IsolationReport, door: OutsideDoor | undefined): IsolationReport {
  const shut = throughDoor(door).filter((target) => report.connections[target]?.outcome !== 'connected');
  if (shut.length === 0) return report;
  throw new HarnessError({
    code: 'OUTSIDE_UNREACHABLE',
    message: 'pods cannot reach the stand-in for the outside world',
    details: shut.map((target) => `${target}: ${report.connections[target]?.outcome ?? 'not tried'}`),
    hint: 'on a node: nft list table ip dify-e2e-outside',
  });
}

async function look(
  clients: ClusterClients,
  cluster: StartedCluster,
  image: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<ProbeResult> {
  const command = ['python3', '-c', PROBE_PROGRAM, ...args];
  const output = await runPod(clients, { runId: cluster.runId, name: 'isolation-probe', image, command }, signal);
  return probeResult.parse(JSON.parse(output));
}

/** @returns every leak that the probe found, one line each. */
export function leaksOf(report: IsolationReport, { hosts, door }: Surroundings, attempts: number): string[] {
  const leaks: string[] = [];
  const meant = new Set(throughDoor(door));
  for (const [name, { addresses, error }] of Object.entries(report.names)) {
    const wanted = hosts[name] === undefined ? [] : [hosts[name]];
    if (addresses.join() !== wanted.join())
      leaks.push(`${name} resolves to ${addresses.join(', ') || error}, not to ${wanted.join() || 'nothing'}`);
  }
  for (const [target, { outcome }] of Object.entries(report.connections))
    if (!meant.has(target) && !REFUSED.has(outcome)) leaks.push(`${target} was not rejected on the node: ${outcome}`);
  if (report.refusedPackets < attempts)
    leaks.push(`the nodes rejected ${report.refusedPackets} packets, but the probe sent at least ${attempts} outside`);
  return leaks;
}
