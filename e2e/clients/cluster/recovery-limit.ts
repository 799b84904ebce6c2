import { type Environment, type Kube, podsOf } from '../../../harness/index.ts';
import { allowedSeconds, startUps } from './start-up.ts';
import type { PartConfig } from './topology.ts';

/** How long parts may take to be ready again, in ms, and where that is from, for the report. */
export interface RecoveryLimit {
  readonly ms: number;
  readonly from: string;
}

/** A restart beside others, on a node that also serves, takes longer than the one at the deployment; more than this is not the node. */
const SLOWER = 3;
/** For the scheduler, the volumes and the ingress controller, in seconds. */
const BESIDES = 30;

/**
 * The limit that the config asks for: its own number, the time that the parts' probes allow for a start, or the start-up that was
 * measured in this run.
 * @param waves how often a part starts one replica after another: 1 for a lost replica, its replicas for a rolling restart.
 */
export async function recoveryLimit(
  { config, reportDir }: Pick<Environment, 'config' | 'reportDir'>,
  kube: Kube,
  parts: readonly PartConfig[],
  waves = 1,
): Promise<RecoveryLimit> {
  const { recoverySeconds, recoveryFrom } = config.failover;
  const configured = { ms: recoverySeconds * 1000, from: `${recoverySeconds} s, failover.recoverySeconds` };
  if (recoveryFrom === 'config') return configured;
  const start = recoveryFrom === 'probes' ? await allowed(kube, parts) : measured(reportDir, parts);
  if (start === undefined)
    return { ...configured, from: `${configured.from}: there is no start-up to go by (${recoveryFrom})` };
  const each = recoveryFrom === 'probes' ? start : SLOWER * start;
  const seconds = Math.ceil(each * waves + BESIDES);
  const what =
    recoveryFrom === 'probes'
      ? `the probes allow ${start} s for a start`
      : `${SLOWER} times the slowest start measured in this run, ${Math.round(start)} s`;
  const times = waves > 1 ? `, ${waves} replicas one after the other` : '';
  return { ms: seconds * 1000, from: `${seconds} s: ${what}${times}, and ${BESIDES} s besides` };
}

async function allowed(kube: Kube, parts: readonly PartConfig[]): Promise<number | undefined> {
  const pods = (await Promise.all(parts.map((workload) => podsOf(kube, workload)))).flat();
  return most(pods.flatMap((pod) => allowedSeconds(pod) ?? []));
}

function measured(reportDir: string, parts: readonly PartConfig[]): number | undefined {
  const names = new Set<string>(parts.map(({ part }) => part));
  return most(startUps(reportDir).flatMap(({ part, seconds }) => (names.has(part) ? [seconds] : [])));
}

const most = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : Math.max(...values));
