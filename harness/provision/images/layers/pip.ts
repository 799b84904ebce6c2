import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { digestOf } from '../digest.ts';
import { timed } from '../progress.ts';
import { recipePath } from '../recipe.ts';
import type { LayerOf } from '../recipe-schema.ts';
import type { LayerContext, LayerMaker } from './layer.ts';

/** Oldest and newest glibc of compatible wheels: Debian bookworm has 2.36. */
const GLIBC_MINOR = { from: 17, to: 36 } as const;
const MACHINES = { amd64: 'x86_64', arm64: 'aarch64' } as const;

/** Python packages, from wheels only, for the image's CPython regardless of the host's: `PYTHONPATH=<name>`. */
export const pipLayer: LayerMaker<'pip'> = {
  async digest(layer, context) {
    return digestOf({ requirements: await requirementsOf(layer, context), python: layer.python, arch: context.arch });
  },
  async make(layer, context, target) {
    const list = join(dirname(target), 'requirements.txt');
    await writeFile(list, await requirementsOf(layer, context));
    await timed(`${layer.name} (Python packages)`, layer.expect, context.progress, () =>
      install(layer, context, list, target),
    );
    return { requirements: (await requirementsOf(layer, context)).split('\n') };
  },
};

async function requirementsOf(layer: LayerOf<'pip'>, { recipe }: LayerContext): Promise<string> {
  if (typeof layer.requirements !== 'string') return layer.requirements.join('\n');
  return readFile(recipePath(recipe, layer.requirements), 'utf8');
}

async function install(layer: LayerOf<'pip'>, context: LayerContext, list: string, target: string): Promise<void> {
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--no-compile',
    '--no-cache-dir',
    '--only-binary=:all:',
  ];
  const wanted = ['--implementation', 'cp', '--python-version', layer.python, ...platforms(context.arch)];
  try {
    await command(context.tools.python, [...args, ...wanted, '--target', target, '-r', list], {
      signal: context.signal,
    });
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
    throw new HarnessError({
      code: 'PIP_FAILED',
      message: `recipe ${context.recipe.name}: the Python packages of "${layer.name}" could not be installed`,
      likely: 'pip is missing, the package index is unreachable, or a version has no wheel',
      details: cause.details,
      hint: cause.code === 'COMMAND_NOT_FOUND' ? 'apt-get install python3-pip' : 'python3 -m pip download pip',
      cause,
    });
  }
}

/** pip accepts only the given platform tags: every glibc up to the image's, then the legacy aliases. */
function platforms(arch: LayerContext['arch']): string[] {
  const machine = MACHINES[arch];
  const minors = Array.from({ length: GLIBC_MINOR.to - GLIBC_MINOR.from + 1 }, (_, i) => GLIBC_MINOR.to - i);
  const tags = [...minors.map((minor) => `manylinux_2_${minor}_${machine}`), `manylinux2014_${machine}`];
  return tags.flatMap((tag) => ['--platform', tag]);
}
