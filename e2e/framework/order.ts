import { type CheckDeclaration, HarnessError, PHASES } from '../../harness/index.ts';

/** What the order is made from. */
export type Orderable = Pick<CheckDeclaration, 'id' | 'dependsOn' | 'expectedSeconds'>;

export interface CheckFile {
  readonly file: string;
  readonly checks: readonly Orderable[];
}

interface Node {
  readonly key: string;
  readonly after: ReadonlySet<string>;
  /** Greater comes first among those that may come next. */
  readonly urgency: number;
}

/**
 * Orders spec files so that each check comes after those it depends on; checks that take long, and what leads to them, come as early
 * as that allows, otherwise files keep their given order.
 * @throws HarnessError `CHECK_CYCLE` when checks, or the files that hold them, depend on each other in a circle.
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
  return sorted(nodes, 'move one of the checks into a file of its own');
}

/** Orders the checks of one file in the same way. @throws HarnessError `CHECK_CYCLE`. */
export function orderChecks(checks: readonly Orderable[]): string[] {
  const known = new Set(checks.map(({ id }) => id));
  return sorted(
    checks.map(({ id, dependsOn = [] }) => ({
      key: id,
      after: new Set(dependsOn.filter((other) => known.has(other))),
      urgency: 0,
    })),
    'take one of them out of dependsOn',
  );
}

const refuseCycle = (checks: readonly Orderable[]): void => void orderChecks(checks);

/**
 * Judges the declarations of the whole catalogue.
 * @throws HarnessError `CHECK_UNKNOWN` for a dependency that is no check, `CHECK_PHASE` for one that runs in a later phase.
 */
export function verifyDependencies(checks: readonly Pick<CheckDeclaration, 'id' | 'dependsOn' | 'phase'>[]): void {
  const phases = new Map(checks.map(({ id, phase }) => [id, phase]));
  for (const { id, phase, dependsOn = [] } of checks)
    for (const other of dependsOn) {
      const found = phases.get(other);
      if (!found)
        throw new HarnessError({
          code: 'CHECK_UNKNOWN',
          message: `the check ${id} depends on ${other}, which is no check`,
          hint: 'npx playwright test --list',
        });
      if (PHASES.indexOf(found) > PHASES.indexOf(phase))
        throw new HarnessError({
          code: 'CHECK_PHASE',
          message: `the check ${id} (${phase}) depends on ${other}, which runs later (${found})`,
        });
    }
}

/** @returns for each check the expected seconds of the longest chain that begins with it. */
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

/** Each one that is left waits for another that is left: following them leads into the circle. */
function cycleIn(left: ReadonlyMap<string, Node>, hint: string): HarnessError {
  const path: string[] = [];
  let [key = ''] = left.keys();
  while (!path.includes(key)) {
    path.push(key);
    key = [...(left.get(key)?.after ?? [])].find((other) => left.has(other)) ?? '';
  }
  const circle = [...path.slice(path.indexOf(key)), key].join(' → ');
  return new HarnessError({ code: 'CHECK_CYCLE', message: `checks depend on each other in a circle: ${circle}`, hint });
}
