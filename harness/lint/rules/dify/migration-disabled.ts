import { findingAt, isAbsent, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { type ContainerEnvironment, isSymbolic } from '../../facts/input/environment.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const migrationDisabled: Rule = {
  id: 'migration-disabled',
  claims: ['EXT-1', 'ENV-2'],
  severity: 'mandatory',
  title: 'Something in the set migrates the database',
  rationale:
    'Without, a new database stays empty and an upgraded one keeps its old tables. /health is green all the same: only GET /console/api/setup answers 500.',
  remediation:
    'Set MIGRATION_ENABLED to "true" (in just these letters) on API or worker, or add a Job with MODE=migration.',
  source: 'Dify api/docker/entrypoint.sh: compares with "true"',
  *find(input) {
    const { backends, parts } = rolesOf(input);
    const api = parts.get('api');
    if (!api) return;
    const variable = api.variables.get('MIGRATION_ENABLED');
    // Any container of the set may do it: an init container, a Job.
    const values = input.environments.map(({ variables }) => variables.get('MIGRATION_ENABLED')?.value);
    if (values.some((value) => value === 'true' || (value !== undefined && isSymbolic(value)))) {
      yield* remarkOn(backends.filter(({ environment }) => isMigrating(environment)));
      return;
    }
    if (!variable?.value && !isAbsent(input, api, 'MIGRATION_ENABLED')) return;
    yield findingAt(variable?.definedAt ?? placeIn(api.workload.entry, api.placed.path), {
      message: 'nothing in the set migrates the database',
      cause: variable?.value
        ? `MIGRATION_ENABLED is "${variable.value}", and just "true" counts`
        : 'there is no MIGRATION_ENABLED',
      remedy: 'write MIGRATION_ENABLED: "true"',
    });
  },
};

const isMigrating = ({ variables }: ContainerEnvironment): boolean =>
  variables.get('MIGRATION_ENABLED')?.value === 'true';

/** One of them migrates; whoever finds the lock taken starts at once, on the old tables (Dify api/commands.py). */
function* remarkOn(migrating: readonly { readonly environment: ContainerEnvironment }[]): Iterable<Outcome> {
  const names = migrating.map(({ environment }) => nameIn(environment));
  const pods = migrating.reduce((sum, { environment }) => sum + (environment.workload.replicas ?? 1), 0);
  if (pods < 2) return;
  yield {
    kind: 'remark',
    message: `${pods} pods (${names.join(', ')}) migrate at start: one of them does, the others start at once, on the old tables`,
  };
}
