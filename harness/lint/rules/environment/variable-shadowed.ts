import { workloadName } from '../../facts/environment/places.ts';
import type { ContainerEnvironment, Variable } from '../../facts/input/environment.ts';
import { isSensitive } from '../../facts/secrets/names.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const variableShadowed: Rule = {
  id: 'variable-shadowed',
  claims: ['ENV-1', 'ENV-2'],
  severity: 'informational',
  title: 'No container takes the same variable from two places with different values',
  rationale:
    'The last one wins without a word: of two sources in envFrom the later, of two entries in env the second. Whoever changes the hidden one changes nothing. An entry of env over a source of envFrom is mentioned, and no fault.',
  remediation: 'Keep the definition that is meant, and remove the other.',
  source: 'Kubernetes API, Container.env and Container.envFrom',
  *find({ environments }) {
    for (const environment of environments) {
      for (const variable of environment.variables.values()) {
        const hidden = variable.hides.find(({ value }) => value !== variable.value);
        if (!hidden) continue;
        if (isMeant(variable, hidden)) yield remark(environment, variable);
        else yield finding(environment, variable, hidden);
      }
    }
  },
};

/** An entry of env beside a whole source says so in so many words: that is how one container gets another value. */
const isMeant = ({ from }: Variable, hidden: Variable): boolean =>
  !('whole' in from && from.whole) && 'whole' in hidden.from && hidden.from.whole;

const remark = (environment: ContainerEnvironment, { name, at }: Variable): Outcome => ({
  kind: 'remark',
  message: `${workloadName(environment)}: ${name} is set in env, over the value that envFrom brings`,
  at,
});

function finding(environment: ContainerEnvironment, variable: Variable, hidden: Variable): Outcome {
  const { name, value, at } = variable;
  return {
    kind: 'finding',
    at,
    message: `${workloadName(environment)}: ${name} is ${shown(variable)} here, and ${shown(hidden)} where it is hidden`,
    cause: `${hidden.from.kind === 'literal' ? 'env' : 'a source of envFrom'} has it too, and this definition wins`,
    remedy: `keep the one that is meant: the container gets ${isSensitive(name, value) ? 'this one' : shown(variable)}`,
    related: [{ at: hidden.definedAt, message: 'the definition without effect' }],
  };
}

function shown({ name, value, from }: Variable): string {
  if (value === undefined) return 'not known';
  return from.kind === 'Secret' || isSensitive(name, value) ? 'a secret' : `"${value}"`;
}
