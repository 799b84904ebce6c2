import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { lackingIn } from '../../facts/upgrade/readers.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const upgradeDefaultChanged: Rule = {
  id: 'upgrade-default-changed',
  claims: ['ENV-2'],
  severity: 'informational',
  needs: 'target',
  title: 'The set states the values whose default is different in the target release',
  rationale: 'A variable that is not set changes its value with the release, without a line in the set that shows it.',
  remediation: 'Decide which value you want, and write it down.',
  source: 'Dify api/configs of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['default'], function* (difference, { to: { version } }) {
      const { name, weight, line, from = '', to = '' } = difference;
      if (weight !== 'should' || line === undefined) return;
      const lacking = lackingIn(input, difference);
      const [first] = lacking;
      if (!first) return;
      yield findingAt(placeIn(first.workload.entry, [...first.placed.path, 'env'], `env ${name}`), {
        message: `${name} is not set, and its default becomes ${to} in Dify ${version} (${from} before)`,
        cause: `${lacking.map(nameIn).join(', ')} ${lacking.length === 1 ? 'reads' : 'read'} it`,
        remedy: `to keep the value, add ${line}`,
      });
    });
  },
};
