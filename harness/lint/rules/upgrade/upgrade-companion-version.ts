import { imageName, isPart, tagOf } from '../../../releases/index.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { imageUses } from '../../facts/images/images.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const upgradeCompanionVersion: Rule = {
  id: 'upgrade-companion-version',
  claims: ['SVC-2'],
  severity: 'recommended',
  needs: 'target',
  title: 'Sandbox, plugin daemon and Weaviate have the versions that go with the target release',
  rationale: 'APIs and settings between the components change without notice; other combinations are untested.',
  remediation: 'Upgrade the companion together with Dify.',
  source: 'Dify docker/docker-compose.yaml of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['companion'], function* ({ name, from = '', to = '' }, plan) {
      if (!isPart(plan.to, name) && name !== 'weaviate') return;
      for (const { workload, path, text, read } of imageUses(input)) {
        if ('fault' in read || imageName(text) !== imageName(to) || tagOf(text) === tagOf(to)) continue;
        yield findingAt(placeIn(workload.entry, path), {
          message: `${imageName(to)} ${tagOf(text)} is not the version that Dify ${plan.to.version} was released with`,
          cause: `Dify ${plan.from.version} was released with ${tagOf(from)}, ${plan.to.version} with ${tagOf(to)}`,
          remedy: `use ${text.replace(/:[^:/@]+(@.*)?$/, `:${to.split(':').at(-1)}`)}`,
        });
      }
    });
  },
};
