import { misspellingOf } from '../../../lib/text/index.ts';
import { placeKey } from '../../facts/environment/address-faults.ts';
import { comparisonsOf } from '../../facts/environment/comparison.ts';
import { composeServiceOf } from '../../facts/environment/pairing.ts';
import { together, workloadNames } from '../../facts/environment/places.ts';
import type { Rule } from '../../rule.ts';

export const variableExtra: Rule = {
  id: 'variable-extra',
  claims: ['ENV-1', 'ENV-2'],
  severity: 'informational',
  title: 'No service has a variable in Kubernetes that it does not have in Compose',
  rationale:
    'What was tested under Compose ran without it. A name that Compose does not have is often misspelled, and then the setting has no effect.',
  remediation: 'Correct the name, remove it, or document in lint.differences why only Kubernetes has it.',
  source: 'Deployment description 3, 10.1',
  needs: 'compose',
  together: 'object',
  *find(input) {
    const extra = comparisonsOf(input).filter(
      // A misspelled name is reported where the correct one is missing.
      ({ state, name, service, environment }) =>
        state === 'missing-in-compose' &&
        !misspellingOf(
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
        message: `variable ${name} is not set in Compose service "${service.name}"`,
        cause: `it is set for ${workloadNames(group)}: it was added for Kubernetes, or the ConfigMap is meant for another container`,
        remedy: 'remove it, or document the reason in lint.differences',
      };
    }
  },
};
