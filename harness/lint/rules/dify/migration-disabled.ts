import { findingAt, isAbsent, nameIn, partIn, rolesOf } from '../../facts/dify/settings.ts';
import { type ContainerEnvironment, isSymbolic } from '../../facts/input/environment.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const migrationDisabled: Rule = {
  id: 'migration-disabled',
  claims: ['EXT-1', 'ENV-2'],
  severity: 'mandatory',
  title: 'At least one container in the set migrates the database',
  rationale:
    'Otherwise a new database stays empty and an upgrade keeps the old schema. /health still succeeds; only GET /console/api/setup returns 500.',
  remediation:
    'Set MIGRATION_ENABLED to "true" (exactly, in lowercase) on API or worker, or add a Job with MODE=migration.',
  source: 'Dify api/docker/entrypoint.sh: compares with "true"',
  needs: 'api',
  *find(input) {
    const { backends } = rolesOf(input);
    const api = partIn(input, 'api');
    if (!api) return;
    const variable = api.variables.get('MIGRATION_ENABLED');
    // Any container of the set may run it, including an init container or a Job.
    const values = input.environments.map(({ variables }) => variables.get('MIGRATION_ENABLED')?.value);
    if (values.some((value) => value === 'true' || (value !== undefined && isSymbolic(value)))) {
      yield* remarkOn(backends.filter(({ environment }) => isMigrating(environment)));
      return;
    }
    if (!variable?.value && !isAbsent(input, api, 'MIGRATION_ENABLED')) return;
    yield findingAt(variable?.definedAt ?? placeIn(api.workload.entry, api.placed.path), {
      message: 'no container in the set migrates the database',
      cause: variable?.value
        ? `MIGRATION_ENABLED is "${variable.value}", but only "true" enables it`
        : 'MIGRATION_ENABLED is not set',
      remedy: 'set MIGRATION_ENABLED: "true"',
    });
  },
};

const isMigrating = ({ variables }: ContainerEnvironment): boolean =>
  variables.get('MIGRATION_ENABLED')?.value === 'true';

/** One of them migrates; the others find the lock taken and start right away on the old schema (Dify api/commands.py). */
function* remarkOn(migrating: readonly { readonly environment: ContainerEnvironment }[]): Iterable<Outcome> {
  const names = migrating.map(({ environment }) => nameIn(environment));
  const pods = migrating.reduce((sum, { environment }) => sum + (environment.workload.replicas ?? 1), 0);
  if (pods < 2) return;
  yield {
    kind: 'remark',
    message: `${pods} pods (${names.join(', ')}) run migrations on startup: one of them migrates, the others start right away on the old schema`,
  };
}
