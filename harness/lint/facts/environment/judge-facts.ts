import type { PartName } from '../../../core/config/index.ts';
import type { Outcome } from '../../outcome.ts';
import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { faultyPlaces, placeKey } from './address-faults.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import type { ExternalFact } from './external.ts';
import { missingSourceOf } from './missing-source.ts';
import { partEnvironments } from './part-environments.ts';
import { placeholderIn } from './placeholder.ts';
import { absentPlace, composePlace } from './places.ts';
import { isRequired } from './required-variables.ts';

/** @returns what is wrong with the facts, compared with the config and then with Compose; one finding per place. */
export function* judgeFacts(input: LintInput, facts: readonly ExternalFact[]): Generator<Outcome> {
  const said = new Set<string>();
  for (const { part, environment } of partEnvironments(input)) {
    for (const fact of facts) {
      if (!fact.parts.includes(part) || fact.applies?.(environment) === false) continue;
      const compared = comparisonOf(input, environment, fact.variable);
      const outcome = judgeFact(input, environment, part, fact, compared);
      if (!outcome) continue;
      const key = `${outcome.at?.object}\0${outcome.at?.field}\0${outcome.message}`;
      if (!said.has(key)) yield outcome;
      said.add(key);
    }
  }
}

function judgeFact(
  input: LintInput,
  environment: ContainerEnvironment,
  part: PartName,
  fact: ExternalFact,
  compared: Comparison | undefined,
): Outcome | undefined {
  const variable = environment.variables.get(fact.variable);
  if (!variable) return compared?.compose ? undefined : absent(input, environment, part, fact);
  if (variable.value === undefined || isExplained(input, variable)) return undefined;
  const here = fact.read(variable.value) ?? (canTell(variable.value) ? '' : undefined);
  if (here === undefined || isSymbolic(here)) {
    return { kind: 'not-evaluated', message: `cannot determine ${fact.label} from the files`, at: variable.definedAt };
  }
  if (here !== fact.promised(part)) return wrong(variable, part, fact, here, compared);
  return differsFromCompose(fact, here, compared);
}

/** A placeholder, or an address that does not exist, is reported by its own rule. */
const isExplained = (input: LintInput, variable: Variable): boolean =>
  placeholderIn(variable.value ?? '') !== undefined || faultyPlaces(input).has(placeKey(variable));

/** A list of Redis Sentinels does not name the hosts of Redis itself. */
const canTell = (value: string): boolean => !isSymbolic(value) && !value.startsWith('sentinel:');

function absent(
  input: LintInput,
  environment: ContainerEnvironment,
  part: PartName,
  { variable, setting, promised }: ExternalFact,
): Outcome | undefined {
  if (missingSourceOf(input, environment) || isRequired(part, variable)) return undefined;
  return {
    kind: 'finding',
    at: absentPlace(environment, variable),
    message: `variable ${variable} is missing`,
    cause: `the config expects ${setting}: ${promised(part)}, but Dify uses its own default`,
    remedy: `set ${variable}`,
  };
}

function wrong(
  { definedAt, from, value }: Variable,
  part: PartName,
  { label, promised, setting, read }: ExternalFact,
  here: string,
  compared: Comparison | undefined,
): Outcome {
  const there = compared?.compose?.value === undefined ? undefined : read(compared.compose.value);
  const right = promised(part);
  const shown = from.kind === 'Secret' && value === here ? 'a different value' : `"${here}"`;
  return {
    kind: 'finding',
    at: definedAt,
    message: `${label} is ${shown}, but the config expects "${right}" (${setting})`,
    cause:
      there === here
        ? 'Compose has the same value: either both are out of date, or the config is'
        : `it was changed or misspelled here${there === undefined ? '' : `: Compose has "${there}"`}`,
    remedy: there === here ? `set it to "${right}" on both sides, or correct ${setting}` : `set it to "${right}"`,
    ...(compared?.compose
      ? { related: [{ at: composePlace(compared.service, compared.compose), message: 'set here in Compose' }] }
      : {}),
  };
}

/** The set agrees with the config, so Compose is wrong. */
function differsFromCompose(fact: ExternalFact, here: string, compared: Comparison | undefined): Outcome | undefined {
  if (!compared?.compose?.value || compared.state === 'documented') return undefined;
  const there = fact.read(compared.compose.value);
  if (there === undefined || there === here || isSymbolic(there)) return undefined;
  const { kubernetes, compose, service } = compared;
  return {
    kind: 'finding',
    at: composePlace(service, compose),
    message: `${fact.label} is "${there}" in Compose, but "${here}" in Kubernetes and in the config`,
    cause: 'the two deployments use different services, or Compose is out of date',
    remedy: `use "${here}" in Compose too, or document the reason in lint.differences`,
    related: kubernetes ? [{ at: kubernetes.definedAt, message: 'set here in Kubernetes' }] : [],
  };
}
