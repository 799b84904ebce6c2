import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { digestOf } from '../digest.ts';
import { timed } from '../progress.ts';
import type { PartOf } from '../recipe-schema.ts';
import type { PartContext, PartMaker } from './part.ts';

/** What an image never reads. The licences (`copyright`) stay. */
const LEAN = [
  'path-exclude=/usr/share/man/*',
  'path-exclude=/usr/share/info/*',
  'path-exclude=/usr/share/locale/*',
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
];

/** A Debian root file system as a tar, with the machine's own apt sources and keys. */
export const rootfsPart: PartMaker<'rootfs'> = {
  // The archive's day is no input: packages stay as they were until `prune`, so a warm run needs no network.
  async digest({ packages, suite, variant, hooks }, { arch }) {
    return digestOf({ packages: [...packages].sort(), suite, variant, hooks, lean: LEAN, arch });
  },
  async make(part, context, target) {
    // mmdebstrap tells the format by the name's ending.
    const tar = join(dirname(target), 'rootfs.tar');
    const sources = await hostSources(part.suite);
    await timed(`${part.name} of ${context.recipe.name} (Debian ${part.suite})`, part.expect, context.progress, () =>
      bootstrap(part, context, [part.suite, tar, ...sources]),
    );
    await rename(tar, target);
    return { packages: part.packages, variant: part.variant };
  },
};

async function bootstrap(part: PartOf<'rootfs'>, context: PartContext, where: readonly string[]): Promise<void> {
  const include = part.packages.length > 0 ? [`--include=${part.packages.join(',')}`] : [];
  const options = [
    '--quiet',
    `--variant=${part.variant}`,
    `--architectures=${context.arch}`,
    ...include,
    ...LEAN.map((option) => `--dpkgopt=${option}`),
    ...part.hooks.map((hook) => `--customize-hook=${hook}`),
  ];
  try {
    await command(context.tools.mmdebstrap, [...options, ...where], { signal: context.signal });
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
    throw explained(context.recipe.name, cause);
  }
}

/**
 * @returns the machine's own sources of this Debian suite as one-line entries, as apt itself reads them; none on
 *   another distribution: then mmdebstrap takes its default mirror.
 */
async function hostSources(suite: string): Promise<string[]> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!release.includes(`VERSION_CODENAME=${suite}\n`)) return [];
  const format = 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)\t$(ORIGIN)';
  const { stdout } = await command('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    allowFailure: true,
  });
  const lines = stdout.split('\n').filter((line) => line.endsWith('\tDebian'));
  return [...new Set(lines.map((line) => line.replace(/\t.*$/, '')))];
}

function explained(recipe: string, cause: HarnessError): HarnessError {
  const missing = cause.code === 'COMMAND_NOT_FOUND';
  return new HarnessError({
    code: missing ? 'MMDEBSTRAP_MISSING' : 'ROOTFS_FAILED',
    message: missing ? 'mmdebstrap is not installed' : `recipe ${recipe}: the Debian root could not be made`,
    likely: missing
      ? 'it makes the Debian base of images that no registry gave'
      : "the machine's apt mirror did not answer",
    details: cause.details,
    hint: missing ? 'apt-get install mmdebstrap' : 'apt-get update',
    cause,
  });
}
