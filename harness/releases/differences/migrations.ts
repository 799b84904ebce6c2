import { type Difference, type Pair, without } from './difference.ts';

/** Migrations that only the newer release has; those that work on large tables one by one. */
export function migrationDifferences({ from, to }: Pair): Difference[] {
  const added = without(Object.keys(to.migrations), Object.keys(from.migrations));
  const gone = without(Object.keys(from.migrations), Object.keys(to.migrations));
  const slow = added.flatMap((name) => (to.migrations[name] ?? []).map((what) => ({ name, what })));
  const all: Difference[] = added.length === 0 ? [] : [counted(added)];
  return [
    ...all,
    ...slow.map(
      ({ name, what }): Difference => ({
        ...{ kind: 'migration', change: 'added', name, weight: 'should' },
        text: `Plan for the migration ${name}: ${what}`,
        why: 'it takes as long as the table is large, and locks it meanwhile; start-up probes must allow for it',
      }),
    ),
    ...gone.map(
      (name): Difference => ({
        ...{ kind: 'migration', change: 'removed', name, weight: 'must' },
        text: `Dify ${to.version} does not have the migration ${name} of ${from.version}`,
        why: 'the database can not be brought to this release from the other one: restore a backup or take another release',
      }),
    ),
  ];
}

const counted = (added: readonly string[]): Difference => ({
  ...{ kind: 'migration', change: 'added', name: 'database', weight: 'must', covers: added },
  text: `Back up the database: ${added.length} migration${added.length === 1 ? '' : 's'} will run (MIGRATION_ENABLED=true in one pod, or a Job with MODE=migration)`,
  why: 'there is no way back but the backup',
});
