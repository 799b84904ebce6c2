import type { ComposeService, ComposeVariable } from '../../compose/types.ts';
import type { ParityState } from '../../model/parity.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isSensitive } from '../secrets/names.ts';
import { writtenText } from '../secrets/written.ts';
import { documentedReason } from './differences.ts';
import { sameServiceAddress, sameValue } from './equality.ts';
import { missingSourceOf } from './missing-source.ts';
import { composeServiceOf } from './pairing.ts';
import { type PartEnvironment, partEnvironments } from './part-environments.ts';
import { emptyIsAbsent } from './without.ts';

/** A part that both sides have. */
export interface Pair extends PartEnvironment {
  readonly service: ComposeService;
}

/** One variable of a part, on both sides. */
export interface Comparison extends Pair {
  readonly name: string;
  readonly compose: ComposeVariable | undefined;
  readonly kubernetes: Variable | undefined;
  /** Its value must not be shown. */
  readonly sensitive: boolean;
  readonly state: ParityState;
  /** Why it differs or could not be compared. */
  readonly reason: string | undefined;
}

type Verdict = Pick<Comparison, 'state' | 'reason'>;

const KNOWN = new WeakMap<LintInput, readonly Comparison[]>();

/** @returns every variable of every part that both sides have; made once for all rules. */
export function comparisonsOf(input: LintInput): readonly Comparison[] {
  const known = KNOWN.get(input);
  if (known) return known;
  const made = pairsOf(input).flatMap((pair) => compare(input, pair));
  KNOWN.set(input, made);
  return made;
}

const BY_NAME = new WeakMap<LintInput, ReadonlyMap<ContainerEnvironment, ReadonlyMap<string, Comparison>>>();

/** @returns the comparison of one variable of one container, where both sides have its part. */
export function comparisonOf(
  input: LintInput,
  environment: ContainerEnvironment,
  name: string,
): Comparison | undefined {
  const known = BY_NAME.get(input) ?? byName(comparisonsOf(input));
  BY_NAME.set(input, known);
  return known.get(environment)?.get(name);
}

function byName(all: readonly Comparison[]): ReadonlyMap<ContainerEnvironment, ReadonlyMap<string, Comparison>> {
  const groups = Map.groupBy(all, ({ environment }) => environment);
  return new Map([...groups].map(([environment, mine]) => [environment, new Map(mine.map((one) => [one.name, one]))]));
}

/** @returns the parts that run both in the set and in Compose. */
function pairsOf(input: LintInput): Pair[] {
  const { compose, expected } = input;
  if (!compose) return [];
  return partEnvironments(input).flatMap(({ part, environment }) => {
    const service = composeServiceOf(expected, compose, part);
    return service ? [{ part, environment, service }] : [];
  });
}

function compare(input: LintInput, pair: Pair): Comparison[] {
  const { environment, service } = pair;
  const given = [...service.environment.values()].filter(({ value }) => value !== undefined);
  const names = new Set([...given.map(({ name }) => name), ...environment.variables.keys()]);
  return [...names].sort().map((name) => {
    const kubernetes = environment.variables.get(name);
    const written = service.environment.get(name);
    const compose = written?.value === undefined ? undefined : written;
    const sensitive =
      kubernetes?.from.kind === 'Secret' || isSensitive(name, compose?.value) || isSensitive(name, kubernetes?.value);
    const verdict =
      compose && kubernetes ? judgeBoth(input, pair, compose, kubernetes) : judgeOne(input, pair, compose, kubernetes);
    return { ...pair, name, compose, kubernetes, sensitive, ...(sensitive ? asSecret(verdict) : verdict) };
  });
}

function judgeBoth(input: LintInput, pair: Pair, compose: ComposeVariable, kubernetes: Variable): Verdict {
  const { part } = pair;
  const unknown = whyUnknown(kubernetes);
  if (unknown) return { state: 'unknown', reason: unknown };
  const there = compose.value ?? '';
  const here = comparable(input, pair, there, kubernetes);
  if (sameValue(part, there, here)) return { state: 'same', reason: undefined };
  if (isSymbolic(there) !== isSymbolic(here)) {
    return { state: 'unknown', reason: 'one side is filled in at deploy time only' };
  }
  const reason = documentedReason(input, part, compose.name);
  if (reason) return { state: 'documented', reason };
  return sameServiceAddress(input.expected, compose.name, there, here)
    ? { state: 'documented', reason: 'service address' }
    : { state: 'differs', reason: undefined };
}

/** A value that was filled in meanwhile is compared as it was written, if Compose's is not filled in. */
function comparable({ sources }: LintInput, { environment }: Pair, there: string, kubernetes: Variable): string {
  const here = kubernetes.value ?? '';
  if (!isSymbolic(there) || isSymbolic(here)) return here;
  return writtenText(sources, kubernetes, environment.workload.entry.object.metadata.namespace) ?? here;
}

function whyUnknown({ value, from }: Variable): string | undefined {
  if (value !== undefined) return undefined;
  if (from.kind === 'missing') return 'it refers to what is not in the set';
  return from.kind === 'fieldRef' ? 'the cluster gives its value' : 'its value is no text';
}

function judgeOne(
  input: LintInput,
  { part, environment }: Pair,
  compose: ComposeVariable | undefined,
  kubernetes: Variable | undefined,
): Verdict {
  const name = compose?.name ?? kubernetes?.name ?? '';
  if (kubernetes?.from.kind === 'fieldRef') return { state: 'documented', reason: 'the cluster gives its value' };
  const lost = compose && missingSourceOf(input, environment);
  if (lost) return { state: 'unknown', reason: `${lost} is not in the set` };
  const reason = documentedReason(input, part, name);
  if (reason) return { state: 'documented', reason };
  if ((compose?.value ?? kubernetes?.value) === '' && emptyIsAbsent(part, name)) {
    return { state: 'documented', reason: 'empty is the same as none for it' };
  }
  return { state: compose ? 'missing-in-kubernetes' : 'missing-in-compose', reason: undefined };
}

function asSecret({ state, reason }: Verdict): Verdict {
  if (state === 'same') return { state: 'secret-same', reason };
  return { state: state === 'differs' ? 'secret-differs' : state, reason };
}
