import type { ComposeVariable } from '../../../lib/compose/index.ts';
import type { ContainerEnvironment, Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isSensitive } from '../secrets/names.ts';
import { composeServiceOf } from './pairing.ts';
import { partEnvironments } from './part-environments.ts';
import { asSecret, judgeBoth, judgeOne, type Pair, type Verdict } from './verdict.ts';

/** One variable of a part, on both sides. */
export interface Comparison extends Pair, Verdict {
  readonly name: string;
  readonly compose: ComposeVariable | undefined;
  readonly kubernetes: Variable | undefined;
  /** Its value must not be shown. */
  readonly sensitive: boolean;
}

const KNOWN = new WeakMap<LintInput, readonly Comparison[]>();

/** @returns every variable of every part that both sides have; computed once for all rules. */
export function comparisonsOf(input: LintInput): readonly Comparison[] {
  const known = KNOWN.get(input);
  if (known) return known;
  const made = pairsOf(input).flatMap((pair) => compare(input, pair));
  KNOWN.set(input, made);
  return made;
}

const BY_NAME = new WeakMap<LintInput, ReadonlyMap<ContainerEnvironment, ReadonlyMap<string, Comparison>>>();

/** @returns the comparison of one variable of one container, if both sides have its part. */
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
