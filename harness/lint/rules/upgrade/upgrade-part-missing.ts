import { findingAt } from '../../facts/dify/settings.ts';
import { isDeployed } from '../../facts/upgrade/services.ts';
import { differencesOf, placeOfApi } from '../../facts/upgrade/upgrade.ts';
import type { Rule } from '../../rule.ts';

export const upgradePartMissing: Rule = {
  id: 'upgrade-part-missing',
  claims: ['SVC-1'],
  severity: 'recommended',
  needs: 'target',
  title: 'The set has every part that the target release starts by default',
  rationale:
    'A part that is new in a release is easily missed: nothing refers to it yet, and its features fail one by one after the upgrade.',
  remediation: 'Add a Deployment and a Service for the part, with the image of the target release.',
  source: 'Dify docker/docker-compose.yaml of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['service'], function* (difference, { to }) {
      const { name, change, weight, why = '', text, line = '' } = difference;
      const service = to.services[name];
      if (change !== 'added' || weight !== 'must' || !service || isDeployed(input, name)) return;
      yield findingAt(placeOfApi(input, `upgrade ${name}`), {
        message: `Dify ${to.version} has a new part that the set lacks: ${name}`,
        cause: why,
        remedy: `${text.replace(/^Deploy the new service/, 'deploy')}, with ${line}`,
        // Without plugins there is no model provider.
        ...(name === 'plugin_daemon' ? { severity: 'mandatory' } : {}),
      });
    });
  },
};
