import type { PartName } from '../../../core/config/index.ts';
import type { Outcome, Place } from '../../outcome.ts';
import { missingSourceOf } from '../environment/missing-source.ts';
import { composeServiceOf } from '../environment/pairing.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';

/** What Dify's API image runs as: `MODE`. */
export type Role = 'api' | 'worker' | 'beat';

interface Roles {
  /** Each part's own containers, all in one namespace; the first stands for the part. */
  readonly parts: ReadonlyMap<PartName, readonly ContainerEnvironment[]>;
  /** Long-running containers of Dify's API image, with their role. */
  readonly backends: readonly { readonly role: Role; readonly environment: ContainerEnvironment }[];
}

const CACHE = new WeakMap<LintInput, Roles>();

/**
 * @returns which containers have which role, cached per set. If a part exists in several namespaces, the config's
 *   namespace wins; API, worker and beat are those in the API's namespace.
 */
export function rolesOf(input: LintInput): Roles {
  const known = CACHE.get(input);
  if (known) return known;
  const parts = partsOf(input);
  const backends: Roles['backends'][number][] = [];
  for (const environment of input.environments) {
    const role = roleOf(environment);
    if (role) backends.push({ role, environment });
  }
  const [api] = parts.get('api') ?? [];
  const backendsWithApi = backends.filter(({ environment }) => !api || namespaceOf(environment) === namespaceOf(api));
  const roles = { parts, backends: backendsWithApi };
  CACHE.set(input, roles);
  return roles;
}

function partsOf({ environments, expected }: LintInput): Map<PartName, readonly ContainerEnvironment[]> {
  const all = new Map<PartName, ContainerEnvironment[]>();
  for (const environment of environments) {
    if (!environment.part) continue;
    const same = all.get(environment.part);
    if (same) same.push(environment);
    else all.set(environment.part, [environment]);
  }
  return new Map(
    [...all].map(([part, found]) => {
      const main = found.find((one) => namespaceOf(one) === expected.namespace) ?? found[0];
      return [part, found.filter((one) => namespaceOf(one) === namespaceOf(main))];
    }),
  );
}

const namespaceOf = (environment: ContainerEnvironment | undefined): string | undefined =>
  environment?.workload.entry.object.metadata.namespace;

function roleOf({ part, placed, workload, variables }: ContainerEnvironment): Role | undefined {
  if (part === 'api' || part === 'worker') return part;
  const { kind } = workload.entry.object;
  if (part || placed.init || kind === 'Job' || kind === 'CronJob') return undefined;
  if (!/(^|\/)dify-api([:@]|$)/.test(placed.container.image ?? '')) return undefined;
  const mode = variables.get('MODE')?.value;
  if (mode === 'worker' || mode === 'beat') return mode;
  return mode === undefined || mode === 'api' ? 'api' : undefined;
}

/** @returns a part's own containers with their environments: one for each workload that runs it. */
export const partsIn = (input: LintInput, part: PartName): readonly ContainerEnvironment[] =>
  rolesOf(input).parts.get(part) ?? [];

/** @returns the first of them, where it stands for the part: its version, its address, its namespace. */
export const partIn = (input: LintInput, part: PartName): ContainerEnvironment | undefined => partsIn(input, part)[0];

type Pair = readonly [ContainerEnvironment | undefined, ContainerEnvironment | undefined];

/** @returns every workload of two parts, each with one of the other part. */
export function pairsIn(input: LintInput, one: PartName, other: PartName): readonly Pair[] {
  const [ones, others] = [partsIn(input, one), partsIn(input, other)];
  return [
    ...ones.map((each): Pair => [each, others[0]]),
    ...others.slice(ones.length > 0 ? 1 : 0).map((each): Pair => [ones[0], each]),
  ];
}

/** @returns the value; undefined if the variable is missing, empty, or not known from the files. */
export const textOf = (environment: ContainerEnvironment | undefined, name: string): string | undefined =>
  environment?.variables.get(name)?.value || undefined;

/** @returns the value if it is known exactly: neither empty nor filled in at deploy time. */
export function plainText(environment: ContainerEnvironment | undefined, name: string): string | undefined {
  const text = textOf(environment, name);
  return text === undefined || isSymbolic(text) ? undefined : text;
}

/**
 * @returns whether the variable is certainly missing (or empty) and no other rule reports that: no source of the
 *   environment is missing, and Compose does not give the part a value that Kubernetes lacks.
 */
export function isAbsent(input: LintInput, environment: ContainerEnvironment, name: string): boolean {
  const variable = environment.variables.get(name);
  if (variable) return variable.value === '';
  return !missingSourceOf(input, environment) && !composeHas(input, environment.part, name);
}

/** An empty value in Compose counts too: for some variables, empty and unset differ. */
function composeHas({ compose, expected }: LintInput, part: PartName | undefined, name: string): boolean {
  const service = part && compose && composeServiceOf(expected, compose, part);
  return service?.environment.get(name)?.value !== undefined;
}

/**
 * Compares two values that may be filled in only at deploy time. The same text gives the same value, and two different
 * placeholders are different settings. For a placeholder and a plain text the files can't tell.
 */
export function compareTexts(a: string, b: string): 'same' | 'different' | 'unknown' {
  if (a === b) return 'same';
  return isSymbolic(a) === isSymbolic(b) ? 'different' : 'unknown';
}

/** Where to fix a wrong value: in the container if it references the key by name, otherwise where the value is defined. */
export const placeOf = ({ from, at, definedAt }: Variable): Place => ('whole' in from && !from.whole ? at : definedAt);

type Said = Omit<Extract<Outcome, { kind: 'finding' }>, 'kind' | 'at'>;

/** @returns a finding at an already known place. */
export const findingAt = (at: Place, said: Said): Outcome => ({ kind: 'finding', at, ...said });

/** @returns the workload's name as used in messages: `dify-api`. */
export const nameIn = ({ workload }: ContainerEnvironment): string => workload.entry.object.metadata.name;

/** Marks a place as seen, because several parts may share one faulty definition. @returns whether it was seen before. */
export function isSeen(seen: Set<string>, { object, field }: Place): boolean {
  const size = seen.size;
  seen.add(`${object}\0${field}`);
  return seen.size === size;
}
