import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { goEnvironment, goError } from '../../exec/go.ts';
import { digestOf, digestTree } from '../digest.ts';
import { requireSpaceForGo } from '../go-caches.ts';
import { timed } from '../progress.ts';
import { recipePath } from '../recipe.ts';
import type { PartOf } from '../recipe-schema.ts';
import type { PartContext, PartMaker } from './part.ts';

/** A static Go program for the images, from a module of the repository or a package of the module proxy. */
export const goPart: PartMaker<'go'> = {
  // The toolchain is no input: an updated Go must not cost half an hour. What built a program stands in its meta.json.
  async digest(part, { recipe, arch }) {
    const sources = part.module && (await digestTree(recipePath(recipe, part.module), ['recipe.yaml', 'Dockerfile']));
    const { package: name, version, ldflags, tags } = part;
    return digestOf({ sources: sources ?? null, name, version: version ?? null, ldflags, tags, arch });
  },
  make(part, context, target) {
    return context.goSlot(async () => {
      await requireSpaceForGo(context.cacheDir);
      await timed(`${part.name} (Go build)`, part.expect, context.progress, () => build(part, context, target));
      const { stdout } = await command(context.tools.go, ['version', target]);
      return { builtWith: stdout.slice(stdout.lastIndexOf(':') + 1).trim() };
    });
  },
};

async function build(part: PartOf<'go'>, context: PartContext, target: string): Promise<void> {
  const bin = join(dirname(target), 'bin');
  await mkdir(bin, { recursive: true });
  const tags = part.tags.length > 0 ? ['-tags', part.tags.join(',')] : [];
  const common = ['-trimpath', '-buildvcs=false', '-ldflags', part.ldflags, ...tags];
  const what = part.module ? part.package : `${part.package}@${part.version ?? 'latest'}`;
  // `go install` refuses to cross-compile into GOBIN, also where the target is the machine itself.
  const env = part.module ? { GOOS: 'linux', GOARCH: context.arch } : { GOBIN: bin };
  const args = part.module ? ['build', ...common, '-o', join(bin, part.name), what] : ['install', ...common, what];
  try {
    await command(context.tools.go, args, {
      cwd: part.module ? recipePath(context.recipe, part.module) : bin,
      env: { ...goEnvironment(context.cacheDir), ...env },
      signal: context.signal,
    });
  } catch (error) {
    throw explained(what, context, error);
  }
  await rename(join(bin, part.module ? part.name : basename(part.package)), target);
}

function explained(what: string, context: PartContext, error: unknown): unknown {
  context.signal.throwIfAborted();
  if (!(error instanceof HarnessError && error.code === 'COMMAND_NOT_FOUND'))
    return goError(`${context.recipe.name} (${what})`, error);
  return new HarnessError({
    code: 'GO_MISSING',
    message: 'Go is not installed',
    likely: `it builds ${context.recipe.name}, which no other source of images gave`,
    hint: 'install Go 1.25 or newer, then run dify-e2e doctor',
    cause: error,
  });
}
