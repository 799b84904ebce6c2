import {
  type ContainerResources,
  isNearLimit,
  mib,
  milli,
  type ResourceTable,
  type StartUp,
  unreclaimable,
} from '../../../harness/index.ts';
import { type askProbes, timeoutSeconds } from './probes.ts';
import { coresBetween, type Snapshot, sameIn, throttledBetween } from './usage.ts';

type Asked = Awaited<ReturnType<typeof askProbes>>;

/** What was observed around a load: `idle` and `rest` before it, `busy` in its middle, `end` when it was over. */
export interface Observed {
  readonly users: number;
  readonly seconds: number;
  readonly idle: readonly Snapshot[];
  readonly rest: readonly Snapshot[];
  readonly busy: readonly Snapshot[];
  readonly end: readonly Snapshot[];
  readonly probesAtRest: Asked;
  readonly probesUnderLoad: Asked;
  /** From the foundation phase: how long containers took to start, in seconds. */
  readonly starts: readonly StartUp[];
}

/** @returns a row for each part, with the highest figure of its replicas. */
export function resourceTable(observed: Observed): ResourceTable {
  const { users, seconds, rest, end } = observed;
  const whole = end.filter((now) => sameIn(rest, now));
  const parts = Map.groupBy(whole, ({ part }) => part);
  const missing = rest.filter(({ pod }) => !whole.some((now) => now.pod === pod));
  return {
    users,
    seconds,
    containers: [...parts].map(([part, replicas]) => rowOf(part, replicas, observed)),
    missing: missing.map(({ pod }) => `${pod}: replaced or restarted under load`),
  };
}

function rowOf(part: string, replicas: readonly Snapshot[], observed: Observed): ContainerResources {
  const { idle, rest, busy, starts } = observed;
  const at = (then: readonly Snapshot[]) => replicas.flatMap((now) => sameIn(then, now) ?? []);
  const calm = pairsOf(idle, at(rest));
  const loaded = pairsOf(rest, replicas);
  const peak = replicas.toSorted((a, b) => b.peakBytes - a.peakBytes)[0];
  const slowest = starts.filter((start) => start.part === part).toSorted((a, b) => b.seconds - a.seconds)[0];
  return {
    ...{ part, container: replicas[0]?.container ?? '', replicas: replicas.length },
    ...(slowest ? { startSeconds: slowest.seconds, startAllowedSeconds: slowest.allowed } : {}),
    rest: {
      ...known('cores', most(calm.map(([then, now]) => coresBetween(then, now)))),
      ...known('bytes', most(at(rest).map(working))),
    },
    load: {
      ...known('cores', most(loaded.map(([then, now]) => coresBetween(then, now)))),
      ...known('bytes', most([...at(busy), ...replicas].map(working))),
    },
    ...known('peakBytes', peak?.peakBytes ?? Number.NaN),
    cacheBytes: peak?.cacheBytes ?? 0,
    throttled: most(loaded.map(([then, now]) => throttledBetween(then, now))),
    oomKills: most(replicas.map(({ oomKills }) => oomKills)),
    limits: declared(replicas[0]?.limits),
    requests: declared(replicas[0]?.requests),
    probes: probesOf(replicas, observed),
  };
}

/** Each container of the later snapshot, with itself in the earlier one. */
const pairsOf = (earlier: readonly Snapshot[], later: readonly Snapshot[]) =>
  later.flatMap((now): [Snapshot, Snapshot][] => {
    const then = sameIn(earlier, now);
    return then ? [[then, now]] : [];
  });

const working = ({ workingSetBytes }: Snapshot): number => workingSetBytes;
const most = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.max(...values));
const known = <K extends string>(key: K, value: number): Partial<Record<K, number>> =>
  Number.isNaN(value) ? {} : ({ [key]: value } as Record<K, number>);
const declared = (amounts: Snapshot['limits'] | undefined) => ({
  ...known('cores', amounts?.cores ?? Number.NaN),
  ...known('bytes', amounts?.bytes ?? Number.NaN),
});

/** The slowest answer of any replica, for each kind of probe. */
function probesOf(replicas: readonly Snapshot[], { probesAtRest, probesUnderLoad }: Observed) {
  const mine = (asked: Asked) => asked.filter(({ probe }) => replicas.some(({ pod }) => pod === probe.pod));
  const kinds = Map.groupBy([...mine(probesAtRest), ...mine(probesUnderLoad)], ({ probe }) => probe.kind);
  return [...kinds].map(([kind, all]) => {
    const slowest = (asked: Asked) =>
      most(mine(asked).flatMap(({ probe, answer }) => (probe.kind === kind ? [answer.elapsedMs] : [])));
    const failure = all.find(({ answer }) => !answer.ok)?.answer.reason;
    const timeoutMs = Math.min(...all.map(({ probe }) => timeoutSeconds(probe.probe) * 1000));
    return {
      ...{ kind, timeoutMs },
      ...known('restMs', slowest(probesAtRest)),
      ...known('loadMs', slowest(probesUnderLoad)),
      ...(failure === undefined ? {} : { failure }),
    };
  });
}

/** @returns limits that were reached or nearly reached. */
export function resourceFaults({ containers }: ResourceTable): string[] {
  return containers.flatMap((found) => {
    const { part, oomKills, limits } = found;
    if (oomKills > 0) return [`${part}: the kernel killed ${oomKills} process(es) at the memory limit`];
    if (limits.bytes === undefined || !isNearLimit(found)) return [];
    const used = unreclaimable(found);
    const free = Math.round((1 - used / limits.bytes) * 100);
    return [`${part}: memory reached ${mib(used)} of ${mib(limits.bytes)}: only ${free} % left`];
  });
}

/** @returns the check's line for a part. */
export function usageLine(found: ContainerResources): string {
  const { part, load, limits, throttled } = found;
  return [
    `${part}: ${milli(load.cores ?? 0)} of ${limits.cores === undefined ? 'no limit' : milli(limits.cores)} CPU`,
    `throttled in ${Math.round(throttled * 100)} % of the periods`,
    `at most ${mib(unreclaimable(found))} of ${limits.bytes === undefined ? 'no limit' : mib(limits.bytes)}`,
  ].join(', ');
}
