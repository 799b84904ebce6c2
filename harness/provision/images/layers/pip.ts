import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { MACHINES } from '../../exec/wheel.ts';
import { digestOf } from '../digest.ts';
import { timed } from '../progress.ts';
import { recipePath } from '../recipe.ts';
import type { LayerOf } from '../recipe-schema.ts';
import type { LayerContext, LayerMaker } from './layer.ts';

/** Oldest and newest glibc of compatible wheels: Debian bookworm has 2.36. */
const GLIBC_MINOR = { from: 17, to: 36 } as const;

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

const OPTIONS = [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--no-input',
  '--no-compile',
  '--no-cache-dir',
  '--only-binary=:all:',
];

async function install(layer: LayerOf<'pip'>, context: LayerContext, list: string, target: string): Promise<void> {
  const wanted = ['--implementation', 'cp', '--python-version', layer.python, ...platforms(context.arch)];
  const args = [...OPTIONS, ...wanted, '--target', target, '-r', list];
  try {
    await command(context.tools.python, args, { signal: context.signal });
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
    if (hasNoPip(cause) && context.recipe.pipImage !== undefined) {
      return installInContainer(context.recipe.pipImage, context, list, target);
    }
    throw explained(layer, context, cause);
  }
}

const hasNoPip = (error: HarnessError): boolean =>
  error.code === 'COMMAND_NOT_FOUND' || error.details.some((line) => line.includes('No module named pip'));

/** What pip needs to reach its index from anywhere; paths of this machine mean nothing in a container. */
const PASSED_ON = /^(PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|DEFAULT_TIMEOUT|RETRIES)|(HTTPS?|NO)_PROXY)$/i;

/** With the pip of the image on which the packages will be used. */
async function installInContainer(image: string, context: LayerContext, list: string, target: string): Promise<void> {
  const passed = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)) as [string, string][];
  const certificates = process.env.PIP_CERT ?? process.env.SSL_CERT_FILE;
  const there = { list: '/tmp/requirements.txt', certificates: '/tmp/ca.pem' };
  await context.engine.produce(
    {
      image,
      argv: ['python3', ...OPTIONS, '--target', '/packages', '-r', there.list],
      files: { [list]: there.list, ...(certificates ? { [certificates]: there.certificates } : {}) },
      env: { ...Object.fromEntries(passed), ...(certificates ? { PIP_CERT: there.certificates } : {}) },
      from: '/packages',
      to: target,
    },
    context.signal,
  );
}

function explained(layer: LayerOf<'pip'>, context: LayerContext, cause: HarnessError): HarnessError {
  return new HarnessError({
    code: 'PIP_FAILED',
    message: `recipe ${context.recipe.name}: the Python packages of "${layer.name}" could not be installed`,
    likely: 'pip is missing, the package index is unreachable, or a version has no wheel',
    details: cause.details,
    hint: hasNoPip(cause) ? 'apt-get install python3-pip' : 'python3 -m pip download pip',
    cause,
  });
}

/** pip accepts only the given platform tags: every glibc up to the image's, then the legacy aliases. */
function platforms(arch: LayerContext['arch']): string[] {
  const machine = MACHINES[arch];
  const minors = Array.from({ length: GLIBC_MINOR.to - GLIBC_MINOR.from + 1 }, (_, i) => GLIBC_MINOR.to - i);
  const tags = [...minors.map((minor) => `manylinux_2_${minor}_${machine}`), `manylinux2014_${machine}`];
  return tags.flatMap((tag) => ['--platform', tag]);
}
