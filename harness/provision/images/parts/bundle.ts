import { readFile, writeFile } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';
import { HarnessError, messageOf } from '../../../core/errors.ts';
import { digestOf } from '../digest.ts';
import { recipePath } from '../recipe.ts';
import type { PartOf, Recipe } from '../recipe-schema.ts';
import type { PartMaker } from './part.ts';

/** Packages in CommonJS call `require`, which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** TypeScript and the packages it uses, in one file for Node 24 or for the browser. */
export const bundlePart: PartMaker<'bundle'> = {
  // Bundling takes less than reading the digests of all packages would: the outcome itself is the input.
  async digest(part, { recipe }) {
    return digestOf(await bundle(part, recipe));
  },
  async make(part, { recipe }, target) {
    await writeFile(target, await bundle(part, recipe));
    return { entry: part.entry };
  },
};

async function bundle(part: PartOf<'bundle'>, recipe: Recipe): Promise<string> {
  const entry = recipePath(recipe, part.entry);
  try {
    await readFile(entry);
    const { outputFiles } = await build(optionsFor(part, entry));
    return outputFiles.map((file) => file.text).join('');
  } catch (cause) {
    throw new HarnessError({
      code: 'BUNDLE_FAILED',
      message: `recipe ${recipe.name}: ${part.entry} could not be bundled`,
      details: messageOf(cause).split('\n').slice(0, 20),
      hint: 'npm ci && npm run types',
      cause,
    });
  }
}

function optionsFor(part: PartOf<'bundle'>, entry: string): BuildOptions & { write: false } {
  const node = part.platform === 'node';
  return {
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: part.platform,
    target: node ? 'node24' : 'es2022',
    external: node ? ['pg-native'] : [],
    banner: node ? { js: REQUIRE } : {},
    legalComments: 'none',
    logLevel: 'silent',
  };
}
