import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { packageRoot } from '../core/package-root.ts';
import { VARIANTS } from '../qa/set-changes/variants.ts';

/** A config of this name, here or beside the manifests, is what the set is judged by. */
export const OWN_CONFIG = 'dify-e2e.yaml';

const DEFAULT = join('configs', 'rehearsal.yaml');

/** @returns the config in this directory, as in a clone; where the program runs from anywhere else, the package's own. */
export const defaultConfig = (directory = process.cwd()): string =>
  existsSync(join(directory, DEFAULT)) ? DEFAULT : join(packageRoot(), DEFAULT);

/** Options that several verbs share, declared once. */
export const option = {
  config: () =>
    new Option('-c, --config <file>', 'config file (docs/config.md)').default(
      defaultConfig(),
      'configs/rehearsal.yaml here, otherwise the one of the package',
    ),
  ownConfig: () =>
    new Option(
      '-c, --config <file>',
      'config file (docs/config.md); default: dify-e2e.yaml here or in DIR, else what the set in DIR itself tells; without DIR as for the other commands',
    ),
  manifests: () => new Option('-m, --manifests <dir>', 'directory of the manifest set, overriding the config'),
  variant: () =>
    new Option('--variant <id>', 'a variant of the fixture set: another Dify release or another layout of hosts')
      .choices(VARIANTS.map(({ id }) => id))
      .conflicts('manifests'),
  scope: () =>
    new Option(
      '--scope <scope>',
      'overriding the config; auto: a release if every image of the set comes from a registry or archive, else a rehearsal',
    ).choices(['auto', 'rehearsal', 'release']),
  quick: () => new Option('--quick', 'shorten traffic and load; every check still runs'),
  yes: () => new Option('-y, --yes', 'install and build what is missing without asking'),
  lang: () => new Option('--lang <language>', 'language of the report, overriding the config').choices(['en', 'zh']),
  run: () => new Option('--run <id>', 'id of the run (default: the newest)'),
};
