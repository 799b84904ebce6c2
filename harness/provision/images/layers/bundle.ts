import { readFile, writeFile } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';
import { HarnessError, messageOf } from '../../../core/errors.ts';
import { digestOf } from '../digest.ts';
import { recipePath } from '../recipe.ts';
import type { LayerOf, Recipe } from '../recipe-schema.ts';
import type { LayerMaker } from './layer.ts';

/** Packages in CommonJS call `require`, which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** TypeScript and the packages it uses, in one file for Node 24 or for the browser. */
export const bundleLayer: LayerMaker<'bundle'> = {
  // Bundling is faster than digesting all packages, so the bundle itself is the input.
  async digest(layer, { recipe }) {
    return digestOf(await bundle(layer, recipe));
  },
  async make(layer, { recipe }, target) {
    await writeFile(target, await bundle(layer, recipe));
    return { entry: layer.entry };
  },
};

async function bundle(layer: LayerOf<'bundle'>, recipe: Recipe): Promise<string> {
  const entry = recipePath(recipe, layer.entry);
  try {
    await readFile(entry);
    const { outputFiles } = await build(optionsFor(layer, entry));
    return outputFiles.map((file) => file.text).join('');
  } catch (cause) {
    throw new HarnessError({
      code: 'BUNDLE_FAILED',
      message: `recipe ${recipe.name}: ${layer.entry} could not be bundled`,
      details: messageOf(cause).split('\n').slice(0, 20),
      hint: 'npm ci && npm run types',
      cause,
    });
  }
}

function optionsFor(layer: LayerOf<'bundle'>, entry: string): BuildOptions & { write: false } {
  const node = layer.platform === 'node';
  return {
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: layer.platform,
    target: node ? 'node24' : 'es2022',
    external: node ? ['pg-native'] : [],
    banner: node ? { js: REQUIRE } : {},
    legalComments: 'none',
    logLevel: 'silent',
  };
}
