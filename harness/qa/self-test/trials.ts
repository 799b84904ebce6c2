import type { CheckDeclaration } from '../../core/model/check.ts';
import type { DeclaredFault, NoFault } from '../../core/model/fault.ts';
import { type Fault, nameOfFault, parseFault } from '../../environment/faults/index.ts';

/** One fault with all checks that declare it. */
export interface Trial {
  readonly name: string;
  readonly fault: Fault;
  readonly checks: readonly string[];
}

const isNoFault = (faults: readonly DeclaredFault[] | NoFault): faults is NoFault => 'none' in faults;

/** @returns the faults that a check declares; empty if there can't be one. */
export function faultsOf({ faults = [] }: CheckDeclaration): readonly Fault[] {
  return isNoFault(faults) ? [] : faults.map(parseFault);
}

/** @returns why a check declares no fault; undefined if it declares one, or nothing at all. */
export function whyNone({ faults }: CheckDeclaration): string | undefined {
  return faults && isNoFault(faults) ? faults.none : undefined;
}

/**
 * @param only ids of checks, or parts of fault names; default: all trials.
 * @returns each distinct fault once, in the order of the checks.
 */
export function trialsOf(checks: readonly CheckDeclaration[], only: readonly string[] = []): Trial[] {
  const declared = checks.flatMap((check) => faultsOf(check).map((fault) => ({ id: check.id, fault })));
  const groups = Map.groupBy(declared, ({ fault }) => JSON.stringify(fault));
  return [...groups.values()]
    .map((group) => ({
      name: nameOfFault(group[0]?.fault as Fault),
      fault: group[0]?.fault as Fault,
      checks: [...new Set(group.map(({ id }) => id))],
    }))
    .filter(
      ({ name, checks: ids }) => only.length === 0 || only.some((one) => ids.includes(one) || name.includes(one)),
    );
}

/** @returns the given checks and all their dependencies, direct or indirect. */
export function withDependencies(ids: readonly string[], checks: readonly CheckDeclaration[]): Set<string> {
  return closure(ids, (id) => checks.find((check) => check.id === id)?.dependsOn ?? []);
}

/** @returns the given checks and all their dependents, direct or indirect. */
export function withDependents(ids: readonly string[], checks: readonly CheckDeclaration[]): Set<string> {
  return closure(ids, (id) => checks.filter(({ dependsOn }) => dependsOn?.includes(id)).map((check) => check.id));
}

function closure(ids: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...next(id));
  }
  return found;
}

/** Quick checks of every area: a fault that breaks too much is likely to make one of them fail. */
const SAMPLE = [
  'replicas-as-promised',
  'service-ports',
  'ingresses-have-address',
  'routes-api-host',
  'api-version',
  'sandbox-key',
  'plugin-daemon-key',
  'broker-shared',
];

/**
 * @param whole include every check of the first two phases; otherwise only dependencies, dependents and a fixed sample.
 * @returns the checks of a trial.
 */
export function takingPart(trial: Trial, checks: readonly CheckDeclaration[], whole: boolean): CheckDeclaration[] {
  const needed = withDependencies(trial.checks, checks);
  const direct = checks.filter(({ dependsOn }) => dependsOn?.some((id) => trial.checks.includes(id)));
  const dependents = new Set(direct.map(({ id }) => id));
  return checks.filter(({ id, phase }) => {
    if (needed.has(id)) return true;
    if (phase !== 'foundation' && phase !== 'smoke') return false;
    return whole || dependents.has(id) || SAMPLE.includes(id);
  });
}
