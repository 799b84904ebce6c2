import { serviceIn, type UpgradePlan } from '../../../releases/index.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { lackingIn } from '../../facts/upgrade/readers.ts';
import { serviceFor } from '../../facts/upgrade/services.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const upgradeVariableMissing: Rule = {
  id: 'upgrade-variable-missing',
  claims: ['ENV-1'],
  severity: 'recommended',
  needs: 'target',
  title: 'The set has the variables that are new in the target release and have no default that fits',
  rationale:
    "Addresses of new parts and shared secrets have no default that works in a cluster; other values are set by Dify's Compose file only.",
  remediation: 'Add the variable to the ConfigMap or Secret that the part reads.',
  source: 'Dify docker/docker-compose.yaml, docker/envs and api/configs of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['variable'], function* (difference, plan) {
      const { name, weight, why = '', line } = difference;
      if (weight === 'know' || line === undefined) return;
      const lacking = lackingIn(input, difference);
      const [first] = lacking;
      if (!first) return;
      yield findingAt(placeIn(first.workload.entry, [...first.placed.path, 'env'], `env ${name}`), {
        message: `${lacking.map(nameIn).join(', ')} ${lacking.length === 1 ? 'lacks' : 'lack'} ${name}, which is new in Dify ${plan.to.version}`,
        cause: why,
        remedy: `add ${withService(input, plan, difference.to ?? '', line)}`,
        ...(weight === 'should' ? { severity: 'informational' } : {}),
      });
    });
  },
};

/** The name of the set's own Service, where it has the one that an address leads to. */
function withService(input: LintInput, { to }: UpgradePlan, value: string, line: string): string {
  const target = serviceIn(to, value);
  const service = target && serviceFor(input, target);
  return service ? line.replace(`<Service of ${target}>`, service) : line;
}
