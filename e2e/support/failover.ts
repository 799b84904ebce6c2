import {
  type Environment,
  endpointsOf,
  failureReasons,
  fullStrength,
  type Kube,
  killReplica,
  longestOutageMs,
  MAX_GAP_MS,
  outagesOf,
  type PartName,
  pending,
  ready,
  type SteadyTraffic,
  startTraffic,
  type TrafficReport,
  waitFor,
} from '../../harness/index.ts';

export interface FailoverResult {
  readonly outageMs: number;
  readonly failed: number;
  readonly requests: number;
  /** From the kill until all declared replicas were ready. */
  readonly recoveryMs: number;
  readonly lagMs: TrafficReport['lagMs'];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  /** Requests and failures of each second, for the report's folder. */
  readonly timeline: readonly { second: number; requests: number; failed: number; slowestMs: number }[];
}

interface Traffic {
  readonly url: string;
  readonly expectStatus: number;
}

/** Traffic goes on this long after full strength, so that an outage can be seen to have ended. */
const TAIL_MS = 2_000;

/** Kills one replica of the part while requests go on, and measures what the callers saw. */
export async function killUnderTraffic(
  env: Environment,
  kube: Kube,
  part: PartName,
  what: Traffic,
): Promise<FailoverResult> {
  const { failover, parts } = env.config;
  const { deployment, service = '', replicas = 2 } = parts[part];
  const { requestsPerSecond, recoverySeconds } = failover;
  const steadySeconds = env.profile === 'quick' ? env.config.quick.steadySeconds : failover.steadySeconds;
  await using traffic = startTraffic({ ...what, ingress: env.ingress, requestsPerSecond });
  await run(traffic, steadySeconds * 1000);
  const before = traffic.samples().filter(({ ok }) => !ok);
  if (before.length > 0)
    throw new Error(`${before.length} requests failed before any fault: ${failureReasons(before)}`);
  const killedAt = traffic.now();
  const victim = await killReplica(kube, deployment);
  const pods = await waitFor(fullStrength(kube, deployment, replicas, victim, recoverySeconds * 1000));
  const recoveryMs = traffic.now() - killedAt;
  await run(traffic, TAIL_MS);
  const report = await traffic.stop();
  const { addresses } = await endpointsOf(kube, service);
  const notes = [
    `${victim.pod} was killed after ${steadySeconds} s of steady traffic; ready then: ${pods.join(', ')}`,
    `${report.connections.length} streams, every other with a new connection for each request; starts at most ${MAX_GAP_MS} ms apart`,
  ];
  const missing =
    addresses.length === replicas ? [] : [`Service ${service} has ${addresses.length} addresses, not ${replicas}`];
  return judge(env, report, recoveryMs, notes, missing);
}

/** Lets the traffic go on for so long. */
async function run(traffic: SteadyTraffic, forMs: number): Promise<void> {
  const until = traffic.now() + forMs;
  await waitFor({
    subject: `${forMs} ms of traffic`,
    timeoutMs: forMs + 10_000,
    poll: async () => (traffic.now() >= until ? ready(undefined) : pending('the time is not over')),
  });
}

function judge(
  { config: { failover } }: Environment,
  { samples, connections, lagMs }: TrafficReport,
  recoveryMs: number,
  notes: readonly string[],
  missing: readonly string[],
): FailoverResult {
  const outages = outagesOf(samples);
  const outageMs = longestOutageMs(outages);
  const failures = samples.filter(({ ok }) => !ok);
  const perKind = (['new', 'reused'] as const).map((kind) => {
    const longest = longestOutageMs(outages.filter(({ stream }) => connections[stream] === kind));
    return `${kind} connections: ${Math.round(longest)} ms`;
  });
  const problems = [
    ...(outageMs <= failover.maxOutageMs
      ? []
      : [`an outage lasted ${Math.round(outageMs)} ms, ${failover.maxOutageMs} ms are accepted`]),
    ...(failures.length <= failover.maxFailedRequests
      ? []
      : [
          `${failures.length} requests failed, ${failover.maxFailedRequests} are accepted (${failureReasons(failures)})`,
        ]),
    ...(outages.every(({ recovered }) => recovered)
      ? []
      : ['an outage had not ended when all replicas were ready again']),
    ...missing,
  ];
  return {
    outageMs,
    failed: failures.length,
    requests: samples.length,
    recoveryMs,
    lagMs,
    notes: [...notes, `longest outage on ${perKind.join(', on ')}`, `failures: ${failureReasons(failures) || 'none'}`],
    problems,
    timeline: timelineOf(samples),
  };
}

function timelineOf(samples: TrafficReport['samples']): FailoverResult['timeline'] {
  const seconds = Map.groupBy(samples, ({ startedMs }) => Math.floor(startedMs / 1000));
  return [...seconds]
    .toSorted(([a], [b]) => a - b)
    .map(([second, all]) => ({
      second,
      requests: all.length,
      failed: all.filter(({ ok }) => !ok).length,
      slowestMs: Math.round(Math.max(...all.map(({ startedMs, endedMs }) => endedMs - startedMs))),
    }));
}
