import { workloadName } from '../../facts/environment/places.ts';
import type { ContainerEnvironment, Variable } from '../../facts/input/environment.ts';
import { isSensitive } from '../../facts/secrets/names.ts';
import { shownValue } from '../../facts/secrets/shown.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const variableShadowed: Rule = {
  id: 'variable-shadowed',
  claims: ['ENV-1', 'ENV-2'],
  severity: 'informational',
  title: 'No container gets the same variable from two places with different values',
  rationale:
    'The last definition silently wins: the later of two sources in envFrom, the second of two entries in env. Changing the hidden one has no effect. An env entry that overrides an envFrom source is only a remark.',
  remediation: 'Keep the intended definition, and remove the other one.',
  source: 'Kubernetes API, Container.env and Container.envFrom',
  *find({ environments }) {
    for (const environment of environments) {
      for (const variable of environment.variables.values()) {
        const hidden = variable.hides.find(({ value }) => value !== variable.value);
        if (!hidden) continue;
        if (isDeliberate(variable, hidden)) yield remark(environment, variable);
        else yield finding(environment, variable, hidden);
      }
    }
  },
};

/** An env entry that overrides a whole source is deliberate: that is how one container gets another value. */
const isDeliberate = ({ from }: Variable, hidden: Variable): boolean =>
  !('whole' in from && from.whole) && 'whole' in hidden.from && hidden.from.whole;

const remark = (environment: ContainerEnvironment, { name, at }: Variable): Outcome => ({
  kind: 'remark',
  message: `${workloadName(environment)}: ${name} is set in env and overrides the value from envFrom`,
  at,
});

function finding(environment: ContainerEnvironment, variable: Variable, hidden: Variable): Outcome {
  const { name, value, at } = variable;
  return {
    kind: 'finding',
    at,
    message: `${workloadName(environment)}: ${name} is ${shownValue(variable)} here, but ${shownValue(hidden)} in the hidden definition`,
    cause: `${hidden.from.kind === 'literal' ? 'env' : 'a source of envFrom'} also defines it, and this definition wins`,
    remedy: `keep the intended one: the container gets ${isSensitive(name, value) ? 'this one' : shownValue(variable)}`,
    related: [{ at: hidden.definedAt, message: 'the hidden definition' }],
  };
}
