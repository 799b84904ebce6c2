import { findingAt } from '../../facts/dify/settings.ts';
import { placeOfApi, upgradeOf } from '../../facts/upgrade/upgrade.ts';
import type { Rule } from '../../rule.ts';

export const upgradeMigrationSlow: Rule = {
  id: 'upgrade-migration-slow',
  claims: ['DEP-1'],
  severity: 'informational',
  needs: 'target',
  title: 'No migration of the target release works on a table that grows large',
  rationale:
    'The API migrates the database before it listens. On large tables that takes longer than a start-up probe allows: the pod is killed half-way, and again.',
  remediation:
    'Run the migrations in a Job with MODE=migration before the upgrade, or allow for them in the start-up probe.',
  source: 'Dify api/migrations/versions of both releases (harness/releases/data)',
  *find(input) {
    const plan = upgradeOf(input);
    if (typeof plan === 'string') return yield { kind: 'not-evaluated', message: plan };
    const migrations = plan.differences.filter(({ kind, change }) => kind === 'migration' && change === 'added');
    const slow = migrations.flatMap(({ weight, name, text }) =>
      weight === 'should' ? [`${name} (${text.split(': ').slice(1).join(': ')})`] : [],
    );
    const [first] = migrations.flatMap(({ covers }) => (covers ? [covers.length] : []));
    if (slow.length === 0) return;
    yield findingAt(placeOfApi(input, 'upgrade migrations'), {
      message: `${slow.length} of ${first ?? slow.length} migrations on the way to Dify ${plan.to.version} work on tables that grow large`,
      cause: slow.join('; '),
      remedy:
        'run them in a Job of the new API image with MODE=migration and MIGRATION_ENABLED=true, or raise failureThreshold of the start-up probe',
    });
  },
};
