import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { digestOf } from '../digest.ts';
import { timed } from '../progress.ts';
import type { LayerOf } from '../recipe-schema.ts';
import type { LayerContext, LayerMaker } from './layer.ts';

/** Removes what images don't need, but keeps licenses (`copyright`). dpkg's path-exclude would have to filter every package. */
const LEAN = [
  'rm -rf "$1"/usr/share/man/* "$1"/usr/share/info/* "$1"/usr/share/locale/*',
  'if [ -d "$1/usr/share/doc" ]; then find "$1/usr/share/doc" ! -type d ! -name copyright -delete; fi',
];

/**
 * When mmdebstrap is terminated, it waits for its apt and dpkg for minutes. `timeout` (coreutils, on every Debian) passes the
 * signal to all of them, so it stops immediately and removes its directory.
 */
const WHOLE_GROUP = ['--kill-after=60', '3600'];

/** A Debian root file system as a tar, with the machine's own apt sources and keys. */
export const rootfsLayer: LayerMaker<'rootfs'> = {
  // The archive's date is not an input: packages stay the same until `prune`, so a run with a full cache needs no network.
  async digest({ packages, suite, variant, hooks }, { arch }) {
    return digestOf({ packages: [...packages].sort(), suite, variant, hooks, lean: LEAN, arch });
  },
  async make(layer, context, target) {
    // mmdebstrap derives the format from the file extension.
    const tar = join(dirname(target), 'rootfs.tar');
    const sources = await hostSources(layer.suite);
    await timed(`${layer.name} of ${context.recipe.name} (Debian ${layer.suite})`, layer.expect, context.progress, () =>
      bootstrap(layer, context, [layer.suite, tar, ...sources]),
    );
    await rename(tar, target);
    return { packages: layer.packages, variant: layer.variant };
  },
};

async function bootstrap(layer: LayerOf<'rootfs'>, context: LayerContext, where: readonly string[]): Promise<void> {
  const include = layer.packages.length > 0 ? [`--include=${layer.packages.join(',')}`] : [];
  const options = [
    '--quiet',
    `--variant=${layer.variant}`,
    `--architectures=${context.arch}`,
    // Without fsync: leftovers of a crash are discarded anyway.
    '--dpkgopt=force-unsafe-io',
    ...include,
    ...[...layer.hooks, ...LEAN].map((hook) => `--customize-hook=${hook}`),
  ];
  try {
    const args = [...WHOLE_GROUP, context.tools.mmdebstrap, ...options, ...where];
    await command('timeout', args, { signal: context.signal });
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
    throw explained(context.recipe.name, cause);
  }
}

/**
 * @returns the machine's own sources of this Debian suite as one-line entries, as apt itself reads them; none on another
 *   distribution, where mmdebstrap uses its default mirror.
 */
async function hostSources(suite: string): Promise<string[]> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!release.includes(`VERSION_CODENAME=${suite}\n`)) return [];
  const format = 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)\t$(ORIGIN)';
  const listed = command('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    allowFailure: true,
  });
  // Without apt there is no mmdebstrap either, whose error says more.
  const { stdout } = await listed.catch(() => ({ stdout: '' }));
  const lines = stdout.split('\n').filter((line) => line.endsWith('\tDebian'));
  return [...new Set(lines.map((line) => line.replace(/\t.*$/, '')))];
}

function explained(recipe: string, cause: HarnessError): HarnessError {
  // `timeout` exits with 127 if the program doesn't exist.
  const missing = cause.code === 'COMMAND_NOT_FOUND' || cause.message.includes('(exit code 127)');
  return new HarnessError({
    code: missing ? 'MMDEBSTRAP_MISSING' : 'ROOTFS_FAILED',
    message: missing
      ? 'mmdebstrap is not installed'
      : `recipe ${recipe}: the Debian root file system could not be built`,
    likely: missing
      ? 'it builds the Debian base of images that no registry provided'
      : "the machine's apt mirror did not respond",
    details: cause.details,
    hint: missing ? 'apt-get install mmdebstrap' : 'apt-get update',
    cause,
  });
}
