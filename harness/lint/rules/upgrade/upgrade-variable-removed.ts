import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { readersIn } from '../../facts/upgrade/readers.ts';
import { upgradeOf } from '../../facts/upgrade/upgrade.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const upgradeVariableRemoved: Rule = {
  id: 'upgrade-variable-removed',
  claims: ['ENV-1'],
  severity: 'informational',
  needs: 'target',
  title: 'The set has no variables that the target release does not read any more',
  rationale: 'They do no harm, but whoever changes them later waits for an effect that never comes.',
  remediation: 'Remove them after the upgrade.',
  source: 'Dify docker/docker-compose.yaml, docker/envs and api/configs of both releases (harness/releases/data)',
  *find(input) {
    const plan = upgradeOf(input);
    if (typeof plan === 'string') return yield { kind: 'not-evaluated', message: plan };
    const removed = plan.differences.filter(
      ({ kind, text }) => kind === 'removed-variable' && text.startsWith('Nothing reads'),
    );
    const containers = new Set(removed.flatMap((difference) => readersIn(input, difference)));
    for (const environment of containers) {
      const names = removed
        .filter((one) => environment.variables.has(one.name) && readersIn(input, one).includes(environment))
        .map(({ name }) => name);
      if (names.length === 0) continue;
      yield findingAt(placeIn(environment.workload.entry, environment.placed.path, 'upgrade removed variables'), {
        message: `${nameIn(environment)} has ${names.length === 1 ? 'a variable' : 'variables'} that Dify ${plan.to.version} does not read: ${names.join(', ')}`,
        cause: `Dify ${plan.from.version} reads ${names.length === 1 ? 'it' : 'them'}`,
        remedy: `remove ${names.length === 1 ? 'it' : 'them'} after the upgrade`,
      });
    }
  },
};
