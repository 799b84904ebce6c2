import type { PartName } from '../../../core/config/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import { missingSourceOf } from '../../facts/environment/missing-source.ts';
import { partEnvironments } from '../../facts/environment/part-environments.ts';
import { absentPlace, workloadName } from '../../facts/environment/places.ts';
import { isRequired, REQUIRED_VARIABLES } from '../../facts/environment/required-variables.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const requiredVariableMissing: Rule = {
  id: 'required-variable-missing',
  claims: ['ENV-3', 'ENV-1'],
  severity: 'mandatory',
  title: 'INIT_PASSWORD, ENABLE_REQUEST_LOGGING, the paths and the time-outs reach the services that read them',
  rationale:
    'They were missing once. Without INIT_PASSWORD whoever comes first becomes the administrator; without the others Dify goes by defaults that differ from the Compose deployment, and nobody notices before a long run is cut off.',
  remediation:
    'Add the variable to the ConfigMap (INIT_PASSWORD to the Secret) from which the container takes its environment.',
  source: 'Deployment description 7, 8, 10.1; Dify, docker/.env.example',
  *find(input) {
    const lacking = new Map<string, ContainerEnvironment[]>();
    for (const { part, environment } of partEnvironments(input)) {
      if (missingSourceOf(input, environment)) continue;
      for (const name of missingIn(part, environment)) lacking.set(name, [...(lacking.get(name) ?? []), environment]);
    }
    for (const [name, environments] of lacking) yield finding(name, environments);
  },
};

function missingIn(part: PartName, { variables }: ContainerEnvironment): string[] {
  return [...REQUIRED_VARIABLES.keys()].filter((name) => isRequired(part, name) && !variables.has(name));
}

function finding(name: string, environments: readonly ContainerEnvironment[]): Outcome {
  const [first, ...others] = environments;
  if (!first) throw new Error('a variable that nobody lacks');
  const close = closestTo(
    name,
    [...first.variables.keys()].filter((other) => !REQUIRED_VARIABLES.has(other)),
  );
  return {
    kind: 'finding',
    at: (close && first.variables.get(close)?.definedAt) || absentPlace(first, name),
    message: `no variable ${name}`,
    cause: close
      ? `it is misspelt: there is ${close}`
      : others.length > 0
        ? `${others.map(workloadName).join(', ')} lacks it too`
        : 'it was left out when the settings were taken over',
    remedy: close
      ? `write ${name}`
      : `add ${name} to ${name === 'INIT_PASSWORD' ? 'a Secret' : 'a ConfigMap'} that envFrom takes, as Compose has it`,
    related: others.map((other) => ({ at: absentPlace(other, name), message: 'here too' })),
  };
}
