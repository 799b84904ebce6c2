import { type CheckRecord, PHASES } from './check.ts';
import type { Cause, PhaseRecord } from './run.ts';

const SEVERITIES: readonly string[] = ['mandatory', 'recommended', 'informational'];

type Records = Pick<{ checks: readonly CheckRecord[]; phases: readonly PhaseRecord[] }, 'checks' | 'phases'>;
type Root = { readonly check: CheckRecord } | { readonly phase: PhaseRecord } | { readonly unknown: string };
interface Group {
  readonly root: Root;
  readonly reason: string;
  readonly blocks: string[];
}

/**
 * Root causes of the given checks and phases, most fundamental first: by phase, then by dependency depth, then by
 * severity, then by how much they block. A blocked check is listed under its blocker, never on its own.
 */
export function causesOf(checks: readonly CheckRecord[], phases: readonly PhaseRecord[], run: Records): Cause[] {
  const groups = new Map<string, Group>();
  for (const phase of phases) groupOf(groups, { phase }, phase.reason ?? phase.title);
  for (const check of checks) {
    const root = rootOf(check, run);
    const group = groupOf(groups, root, reasonOf(check));
    if (!('check' in root) || root.check !== check) group.blocks.push(check.id);
  }
  const depth = depths(run.checks);
  return [...groups.values()]
    .map((group) => ({ group, rank: rankOf(group, depth, run) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ group }) => causeOf(group));
}

/** @returns why the check did not pass, or an empty string. */
export function reasonOf(check: CheckRecord): string {
  return check.result.state === 'passed' ? '' : check.result.reason;
}

function groupOf(groups: Map<string, Group>, root: Root, reason: string): Group {
  const key = keyOf(root);
  const known = groups.get(key);
  if (known) return known;
  const own =
    'check' in root ? reasonOf(root.check) : 'phase' in root ? (root.phase.reason ?? root.phase.title) : reason;
  const group: Group = { root, reason: own, blocks: [] };
  groups.set(key, group);
  return group;
}

function keyOf(root: Root): string {
  if ('check' in root) return `check ${root.check.id}`;
  return 'phase' in root ? `phase ${root.phase.id}` : `check ${root.unknown}`;
}

/** Follows `blocked by` to the first check or phase that is not itself blocked. */
function rootOf(check: CheckRecord, run: Records, seen: ReadonlySet<CheckRecord> = new Set()): Root {
  const { result } = check;
  if (result.state !== 'blocked' || seen.has(check)) return { check };
  const by = run.checks.find((other) => other.id === result.by);
  if (by) return by.result.state === 'passed' ? { check } : rootOf(by, run, new Set([...seen, check]));
  const phase = run.phases.find((other) => other.id === result.by);
  return phase ? { phase: failedBefore(phase, run.phases) } : { unknown: result.by };
}

/** A phase that never ran is not the cause; the first failed phase is. */
function failedBefore(phase: PhaseRecord, phases: readonly PhaseRecord[]): PhaseRecord {
  if (phase.state === 'failed') return phase;
  return phases.find((other) => other.state === 'failed') ?? phase;
}

/** @returns id → length of its longest `dependsOn` chain; 0 for a check without dependencies. */
function depths(checks: readonly CheckRecord[]): (id: string, seen?: readonly string[]) => number {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const known = new Map<string, number>();
  return function depth(id: string, seen: readonly string[] = []): number {
    const found = known.get(id);
    if (found !== undefined) return found;
    const below = (byId.get(id)?.dependsOn ?? []).filter((other) => byId.has(other) && !seen.includes(other));
    const result = Math.max(0, ...below.map((other) => 1 + depth(other, [...seen, id])));
    known.set(id, result);
    return result;
  };
}

/** Static findings rank before plan steps, plan steps before live phases. */
function rankOf(group: Group, depth: (id: string) => number, run: Records): readonly number[] {
  const { root, blocks } = group;
  if ('check' in root) {
    const { phase, id, severity } = root.check;
    return [stageOf(phase), depth(id), SEVERITIES.indexOf(severity), -blocks.length];
  }
  if ('unknown' in root) return [1, run.phases.length, 0, -blocks.length];
  return [stageOf(root.phase.id), -1, run.phases.indexOf(root.phase), 0];
}

function stageOf(phase: string): number {
  const index = (PHASES as readonly string[]).indexOf(phase);
  return index === 0 ? 0 : index < 0 ? 1 : 1 + index;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function causeOf({ root, reason, blocks }: Group): Cause {
  if ('check' in root) return { check: root.check.id, kind: 'check', claims: root.check.claims, reason, blocks };
  if ('phase' in root) return { check: root.phase.id, kind: 'phase', claims: [], reason, blocks };
  return { check: root.unknown, kind: 'check', claims: [], reason, blocks };
}
