import { type CheckDeclaration, HarnessError, PHASES, playwrightCommand } from '../../harness/index.ts';

/** What the order depends on. */
export type Orderable = Pick<CheckDeclaration, 'id' | 'dependsOn' | 'expectedSeconds'>;

export interface CheckFile {
  readonly file: string;
  readonly checks: readonly Orderable[];
}

interface Node {
  readonly key: string;
  readonly after: ReadonlySet<string>;
  /** The greatest comes first among those that can come next. */
  readonly urgency: number;
}

/**
 * Sorts spec files so that each check comes after its dependencies; long checks and their dependencies come as early as possible,
 * otherwise files keep the given order.
 * @throws HarnessError `CHECK_CYCLE` if checks, or their files, depend on each other in a cycle.
 */
export function orderFiles(files: readonly CheckFile[]): string[] {
  const checks = files.flatMap((file) => file.checks);
  refuseCycle(checks);
  const fileOf = new Map(files.flatMap(({ file, checks: own }) => own.map(({ id }) => [id, file] as const)));
  const urgency = urgencies(checks);
  const nodes = files.map(({ file, checks: own }) => ({
    key: file,
    after: new Set(own.flatMap(({ dependsOn = [] }) => dependsOn.flatMap((id) => fileOf.get(id) ?? []))),
    urgency: Math.max(0, ...own.map(({ id }) => urgency.get(id) ?? 0)),
  }));
  for (const { key, after } of nodes) after.delete(key);
  return sorted(nodes, 'move one of the checks to its own file');
}

/** Sorts the checks of one file in the same way. @throws HarnessError `CHECK_CYCLE`. */
export function orderChecks(checks: readonly Orderable[]): string[] {
  const known = new Set(checks.map(({ id }) => id));
  return sorted(
    checks.map(({ id, dependsOn = [] }) => ({
      key: id,
      after: new Set(dependsOn.filter((other) => known.has(other))),
      urgency: 0,
    })),
    'remove one of them from dependsOn',
  );
}

const refuseCycle = (checks: readonly Orderable[]): void => void orderChecks(checks);

/**
 * Verifies the dependencies of the whole catalogue.
 * @throws HarnessError `CHECK_UNKNOWN` for a dependency that doesn't exist, `CHECK_PHASE` for one that runs in a later phase.
 */
export function verifyDependencies(checks: readonly Pick<CheckDeclaration, 'id' | 'dependsOn' | 'phase'>[]): void {
  const phases = new Map(checks.map(({ id, phase }) => [id, phase]));
  for (const { id, phase, dependsOn = [] } of checks)
    for (const other of dependsOn) {
      const found = phases.get(other);
      if (!found)
        throw new HarnessError({
          code: 'CHECK_UNKNOWN',
          message: `the check ${id} depends on ${other}, which does not exist`,
          hint: playwrightCommand('--list'),
        });
      if (PHASES.indexOf(found) > PHASES.indexOf(phase))
        throw new HarnessError({
          code: 'CHECK_PHASE',
          message: `the check ${id} (${phase}) depends on ${other}, which runs later (${found})`,
        });
    }
}

/** @returns for each check the expected seconds of the longest chain that starts with it. */
function urgencies(checks: readonly Orderable[]): Map<string, number> {
  const found = new Map<string, number>();
  const order = orderChecks(checks);
  const byId = new Map(checks.map((check) => [check.id, check]));
  for (const id of order.toReversed()) {
    const { dependsOn = [], expectedSeconds = 0 } = byId.get(id) as Orderable;
    const own = expectedSeconds + (found.get(id) ?? 0);
    found.set(id, own);
    for (const other of dependsOn) found.set(other, Math.max(found.get(other) ?? 0, own));
  }
  return found;
}

function sorted(nodes: readonly Node[], remedy: string): string[] {
  const left = new Map(nodes.map((node) => [node.key, node]));
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ after }) => ![...after].some((key) => left.has(key)));
    const [next] = free.toSorted((a, b) => b.urgency - a.urgency);
    if (!next) throw cycleIn(left, remedy);
    left.delete(next.key);
    order.push(next.key);
  }
  return order;
}

/** Each remaining node waits for another remaining one: following them leads into the cycle. */
function cycleIn(left: ReadonlyMap<string, Node>, hint: string): HarnessError {
  const path: string[] = [];
  let [key = ''] = left.keys();
  while (!path.includes(key)) {
    path.push(key);
    key = [...(left.get(key)?.after ?? [])].find((other) => left.has(other)) ?? '';
  }
  const cycle = [...path.slice(path.indexOf(key)), key].join(' → ');
  return new HarnessError({ code: 'CHECK_CYCLE', message: `checks depend on each other in a cycle: ${cycle}`, hint });
}
