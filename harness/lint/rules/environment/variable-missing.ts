import { misspellingOf } from '../../../lib/text/index.ts';
import { type Comparison, comparisonsOf } from '../../facts/environment/comparison.ts';
import { missingByKey } from '../../facts/environment/missing-by-key.ts';
import { composeNamesOf, composeServiceOf } from '../../facts/environment/pairing.ts';
import { partEnvironments } from '../../facts/environment/part-environments.ts';
import { absentPlace, composePlace, together, workloadNames } from '../../facts/environment/places.ts';
import { isRequired } from '../../facts/environment/required-variables.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const variableMissing: Rule = {
  id: 'variable-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'Every variable of a Compose service is set for the same service in Kubernetes',
  rationale:
    'The program falls back to its own default where Compose sets something else. It starts and looks healthy, but behaves differently.',
  remediation:
    'Add the variable to the ConfigMap or Secret of the container, or document in lint.differences why Kubernetes does without it.',
  source: 'Deployment description 3, 10.1',
  needs: 'compose',
  *find(input) {
    yield* unpaired(input);
    const reported = missingByKey(input);
    const missing = comparisonsOf(input).filter(
      ({ state, part, name, environment }) =>
        state === 'missing-in-kubernetes' && !isRequired(part, name) && !reported(environment, name),
    );
    const faults = together(missing, ({ name, compose }) => `${name}\0${compose?.value}`);
    for (const mine of Map.groupBy(faults, ([{ environment }]) => environment).values()) {
      if (mine.length > MANY) yield inOne(mine);
      else yield* mine.map(finding);
    }
  },
};

/** More than this is one fault: the settings were not copied. The parity table shows each of them. */
const MANY = 25;

function inOne(faults: readonly Fault[]): Outcome {
  const all = faults.flat();
  const [first] = all;
  if (!first) throw new Error('no fault');
  const { workload, placed } = first.environment;
  const names = faults.map(([{ name }]) => name);
  return {
    kind: 'finding',
    at: placeIn(workload.entry, [...placed.path, 'envFrom']),
    message: `${names.length} variables of Compose service "${first.service.name}" are missing: ${names.slice(0, 12).join(', ')} and ${names.length - 12} more`,
    cause: `only part of the settings was copied; affected: ${workloadNames(all)}`,
    remedy: 'copy everything that Compose sets, or document in lint.differences what Kubernetes does without',
    related: first.compose
      ? [{ at: composePlace(first.service, first.compose), message: `${first.name} in Compose` }]
      : [],
  };
}

type Fault = readonly [Comparison, ...Comparison[]];

function finding(group: Fault): Outcome {
  const [{ name, environment, compose, service }] = group;
  const close = misspellingOf(
    name,
    [...environment.variables.keys()].filter((other) => !service.environment.has(other)),
  );
  return {
    kind: 'finding',
    at: (close && environment.variables.get(close)?.definedAt) || absentPlace(environment, name),
    message: `variable ${name} is missing, but Compose service "${service.name}" sets it`,
    cause: close ? `probably misspelled as ${close}` : 'it was left out when the settings were copied',
    remedy: close
      ? `rename it to ${name}`
      : `add ${name} to a ConfigMap or Secret that envFrom references, or document the difference`,
    related: [
      ...(compose ? [{ at: composePlace(service, compose), message: 'set here in Compose' }] : []),
      ...group.slice(1).map((other) => ({ at: absentPlace(other.environment, name), message: 'also missing here' })),
    ],
  };
}

/** A part without a Compose service can't be compared; a part without a Deployment is reported by part-missing. */
function* unpaired(input: LintInput): Generator<Outcome> {
  const { compose, expected } = input;
  if (!compose) return;
  for (const { part } of partEnvironments(input)) {
    if (composeServiceOf(expected, compose, part)) continue;
    const names = composeNamesOf(expected, part).join(' or ');
    yield {
      kind: 'not-evaluated',
      message: `${compose.file} has no enabled service ${names}, so the environment of ${part} can't be compared (parts.${part}.compose)`,
    };
  }
}
