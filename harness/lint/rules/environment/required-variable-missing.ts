import type { PartName } from '../../../core/config/index.ts';
import { misspellingOf } from '../../../lib/text/index.ts';
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
  title: 'INIT_PASSWORD, ENABLE_REQUEST_LOGGING, the paths and the timeouts are set for the services that use them',
  rationale:
    'They were missing once. Without INIT_PASSWORD, whoever comes first becomes the administrator; without the others, Dify uses defaults that differ from the Compose deployment, and nobody notices until a long run is cut off.',
  remediation:
    'Add the variable to the ConfigMap (INIT_PASSWORD to the Secret) that the container gets its environment from.',
  source: 'Deployment description 7, 8, 10.1; Dify, docker/.env.example',
  needs: 'config',
  together: 'object',
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
  if (!first) throw new Error('no container lacks the variable');
  const close = misspellingOf(
    name,
    [...first.variables.keys()].filter((other) => !REQUIRED_VARIABLES.has(other)),
  );
  return {
    kind: 'finding',
    at: (close && first.variables.get(close)?.definedAt) || absentPlace(first, name),
    message: `variable ${name} is missing`,
    cause: close
      ? `probably misspelled as ${close}`
      : others.length > 0
        ? `also missing in ${others.map(workloadName).join(', ')}`
        : 'it was left out when the settings were copied',
    remedy: close
      ? `rename it to ${name}`
      : `add ${name} to ${name === 'INIT_PASSWORD' ? 'a Secret' : 'a ConfigMap'} that envFrom references, as in Compose`,
    related: others.map((other) => ({ at: absentPlace(other, name), message: 'also missing here' })),
  };
}
