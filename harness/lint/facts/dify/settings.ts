import type { PartName } from '../../../core/config/index.ts';
import type { Outcome, Place } from '../../outcome.ts';
import { missingSourceOf } from '../environment/missing-source.ts';
import { composeServiceOf } from '../environment/pairing.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';

/** What Dify's API image runs as: `MODE`. */
export type Role = 'api' | 'worker' | 'beat';

interface Roles {
  readonly parts: ReadonlyMap<PartName, ContainerEnvironment>;
  /** Containers of Dify's API image that keep running, with what they run as. */
  readonly backends: readonly { readonly role: Role; readonly environment: ContainerEnvironment }[];
}

const CACHE = new WeakMap<LintInput, Roles>();

/**
 * @returns who is who in the set; made once per set. Where several namespaces have a part of that name, the one of the
 *   config's namespace is meant; API, worker and beat are those beside the API.
 */
export function rolesOf(input: LintInput): Roles {
  const known = CACHE.get(input);
  if (known) return known;
  const parts = new Map<PartName, ContainerEnvironment>();
  const backends: Roles['backends'][number][] = [];
  for (const environment of input.environments) {
    const { part } = environment;
    const isHome = namespaceOf(environment) === input.expected.namespace;
    if (part && (!parts.has(part) || (isHome && namespaceOf(parts.get(part)) !== input.expected.namespace))) {
      parts.set(part, environment);
    }
    const role = roleOf(environment);
    if (role) backends.push({ role, environment });
  }
  const api = parts.get('api');
  const beside = backends.filter(({ environment }) => !api || namespaceOf(environment) === namespaceOf(api));
  const roles = { parts, backends: beside };
  CACHE.set(input, roles);
  return roles;
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

/** @returns a part's own container with its environment. */
export const partIn = (input: LintInput, part: PartName): ContainerEnvironment | undefined =>
  rolesOf(input).parts.get(part);

/** @returns the value; undefined where the variable is not there, is empty, or is not known from the files. */
export const textOf = (environment: ContainerEnvironment | undefined, name: string): string | undefined =>
  environment?.variables.get(name)?.value || undefined;

/** @returns the value where it is known to the letter: neither empty nor filled in at deploy time. */
export function plainText(environment: ContainerEnvironment | undefined, name: string): string | undefined {
  const text = textOf(environment, name);
  return text === undefined || isSymbolic(text) ? undefined : text;
}

/**
 * @returns whether the container certainly lacks the variable (or has it empty), and no other rule says so: neither is
 *   a source of its environment missing, nor does Compose give the part a value that Kubernetes doesn't.
 */
export function isAbsent(input: LintInput, environment: ContainerEnvironment, name: string): boolean {
  const variable = environment.variables.get(name);
  if (variable) return variable.value === '';
  return !missingSourceOf(input, environment) && !composeHas(input, environment.part, name);
}

/** An empty one in Compose counts too: for some variables that is something else than none. */
function composeHas({ compose, expected }: LintInput, part: PartName | undefined, name: string): boolean {
  const service = part && compose && composeServiceOf(expected, compose, part);
  return service?.environment.get(name)?.value !== undefined;
}

/**
 * Compares two values that may be filled in only at deploy time. The same text gives the same value; two different
 * placeholders are different settings. A placeholder and a plain text: the files can't tell.
 */
export function compareTexts(a: string, b: string): 'same' | 'different' | 'unknown' {
  if (a === b) return 'same';
  return isSymbolic(a) === isSymbolic(b) ? 'different' : 'unknown';
}

/** Where a wrong reference is mended: in the container for a key that it names, otherwise where the value is written. */
export const placeOf = ({ from, at, definedAt }: Variable): Place => ('whole' in from && !from.whole ? at : definedAt);

type Said = Omit<Extract<Outcome, { kind: 'finding' }>, 'kind' | 'at'>;

/** @returns the finding at a place that is known already. */
export const findingAt = (at: Place, said: Said): Outcome => ({ kind: 'finding', at, ...said });

/** @returns the workload as messages name it: `dify-api`. */
export const nameIn = ({ workload }: ContainerEnvironment): string => workload.entry.object.metadata.name;

/** Several parts may have one definition in common: it is one fault. @returns whether the place was seen; it is from now on. */
export function isSeen(seen: Set<string>, { object, field }: Place): boolean {
  const size = seen.size;
  seen.add(`${object}\0${field}`);
  return seen.size === size;
}
