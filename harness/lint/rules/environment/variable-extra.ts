import { closestTo } from '../../../lib/text/index.ts';
import { placeKey } from '../../facts/environment/address-faults.ts';
import { comparisonsOf } from '../../facts/environment/comparison.ts';
import { composeServiceOf } from '../../facts/environment/pairing.ts';
import { together, workloadNames } from '../../facts/environment/places.ts';
import type { Rule } from '../../rule.ts';

export const variableExtra: Rule = {
  id: 'variable-extra',
  claims: ['ENV-1', 'ENV-2'],
  severity: 'informational',
  title: 'Kubernetes gives a service no variable that Compose does not give it',
  rationale:
    'What was tried under Compose ran without it. A name that Compose does not have is often a misspelt one, and then the setting has no effect.',
  remediation: 'Correct the name, remove it, or say in lint.differences why only Kubernetes has it.',
  source: 'Deployment description 3, 10.1',
  needs: 'compose',
  *find(input) {
    const extra = comparisonsOf(input).filter(
      // A misspelt name is found where the right one is missing.
      ({ state, name, service, environment }) =>
        state === 'missing-in-compose' &&
        !closestTo(
          name,
          [...service.environment.keys()].filter((other) => !environment.variables.has(other)),
        ),
    );
    const { compose, expected } = input;
    for (const group of together(extra, (one) => (one.kubernetes ? placeKey(one.kubernetes) : one.name))) {
      const [{ name, kubernetes, service, part }] = group;
      const named = compose && composeServiceOf(expected, compose, part);
      if (!kubernetes || !named) continue;
      yield {
        kind: 'finding',
        at: kubernetes.definedAt,
        message: `variable ${name} is not in Compose service "${service.name}"`,
        cause: `it reaches ${workloadNames(group)}: it was added for Kubernetes, or the ConfigMap is meant for another container`,
        remedy: 'remove it, or write its reason into lint.differences',
      };
    }
  },
};
