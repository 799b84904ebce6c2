import { gte } from 'semver';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { versionOf } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** Migration became a separate command; the images call it only since a later version. */
const OWN_COMMAND = '0.5.6';
const CALLED = '0.5.8';

/** @returns whether images of this version do not migrate the database. */
export const neverMigrates = (version: string): boolean => gte(version, OWN_COMMAND) && !gte(version, CALLED);
export const pluginDaemonMigrationDisabled: Rule = {
  id: 'plugin-daemon-migration-disabled',
  claims: ['EXT-1', 'SVC-2'],
  severity: 'mandatory',
  title: "The plugin daemon's database is migrated",
  rationale:
    'The daemon starts and is healthy, but listing plugins fails: relation "plugin_installations" does not exist.',
  remediation: `Use an image before ${OWN_COMMAND} or from ${CALLED} on without overriding its command, or run "/app/commandline migrate" in an init container.`,
  source: 'dify-plugin-daemon: entrypoints of 0.5.5, 0.5.6 and 0.5.8',
  needs: 'plugin-daemon',
  *find(input) {
    for (const environment of partsIn(input, 'plugin-daemon')) {
      const version = versionOf(environment);
      if (!version || !gte(version, OWN_COMMAND)) continue;
      const { workload, placed } = environment;
      const texts = workload.containers.map(({ container }) => [
        ...(container.command ?? []),
        ...(container.args ?? []),
      ]);
      if (texts.some((words) => /\bmigrate\b/.test(words.join(' ')))) continue;
      const overridden = placed.container.command !== undefined;
      if (gte(version, CALLED) && !overridden) continue;
      yield findingAt(placeIn(workload.entry, [...placed.path, overridden ? 'command' : 'image']), {
        message: 'nothing migrates the database of the plugin daemon',
        cause: overridden
          ? 'the command of the image, which runs the migration, is overridden'
          : `since ${OWN_COMMAND} the server no longer migrates, and only images from ${CALLED} on call the migration command`,
        remedy: overridden
          ? 'remove command, or start it with "/app/commandline migrate &&"'
          : `use ${CALLED} or newer`,
      });
    }
  },
};
