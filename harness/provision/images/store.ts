import { basename, resolve } from 'node:path';
import type { Config } from '../../core/config/schema.ts';
import { HarnessError, messageOf } from '../../core/errors.ts';
import { type BuildProgram, buildNeeds } from './build-needs.ts';
import { Builder } from './builder.ts';
import { dockerEngine, type Engine, RECIPE_LABEL } from './engine.ts';
import { dropGoCaches } from './go-caches.ts';
import type { BuildTools } from './layers/layer.ts';
import { once } from './once.ts';
import { prebuiltImages, publishImages } from './prebuilt.ts';
import { type Progress, timed } from './progress.ts';
import { cacheSizes, type Pruned, type PruneOptions, pruneImages } from './prune.ts';
import { RealImages } from './real-images.ts';
import { type RecipeBook, recipeBook } from './recipe.ts';
import type { StockImage } from './recipe-schema.ts';
import type { ResolvedImage } from './resolved.ts';
import { Resolver } from './resolver.ts';
import { archiveSource } from './sources/archive.ts';
import { sourcesOf } from './sources/index.ts';
import { imagePuller } from './sources/registry.ts';
import { type FindStock, Maker, stockBook } from './stock.ts';

export interface ImageStoreOptions {
  readonly images: Config['images'];
  /** Directory of the config file, which `images.archives` is relative to. */
  readonly configDir: string;
  /** Directory with one subdirectory per recipe; the repository is two levels above it. */
  readonly recipesDir: string;
  readonly cacheDir: string;
  /** Paths of programs that are not on the PATH under their own names. */
  readonly tools?: Partial<BuildTools & { readonly docker: string }>;
  /** Replaces Docker's command line, for tests. */
  readonly engine?: Engine;
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(update: Progress): void;
}

/** All images of a run: getting them from their sources, and saving them for the cluster. */
export class ImageStore {
  readonly #options: ImageStoreOptions;
  readonly #engine: Engine;
  readonly #book: RecipeBook;
  readonly #builder: Builder;
  readonly #resolver: Resolver;
  readonly #once = once();
  readonly #real: RealImages;

  constructor(options: ImageStoreOptions) {
    const { images, signal } = options;
    const engine = options.engine ?? dockerEngine(options.tools?.docker);
    const tools = { go: 'go', python: 'python3', mmdebstrap: 'mmdebstrap', ...options.tools };
    this.#options = options;
    this.#engine = engine;
    this.#book = recipeBook(options.recipesDir);
    const pull = imagePuller({ ...options, engine, timeoutSeconds: images.registryTimeoutSeconds });
    const mirrors = images.sources.includes('registry') ? images.mirrors : [];
    const prebuilt = prebuiltImages({ ...options, engine, mirrors, pull });
    const building = { ...options, engine, tools, prebuilt };
    this.#builder = new Builder({ ...building, book: this.#book });
    const find: FindStock = (ref) => this.#once(`stock ${ref}`, () => this.#stockImage(ref));
    const stock = new Builder({ ...building, book: stockBook(this.#book, find) });
    const builder = new Maker({ book: this.#book, find, packages: this.#builder, stock });
    const sources = sourcesOf({ ...options, engine, mirrors, pull, builder });
    this.#real = new RealImages(sources, signal);
    this.#resolver = new Resolver({ sources: this.#real.sources, signal });
  }

  /**
   * Gets images to hand, independent ones at once. One from an archive stays there: see {@link toEngine}. Go's caches are dropped once the last Go build is done.
   * @throws HarnessError `IMAGE_UNAVAILABLE`, `IMAGES_UNAVAILABLE`, or what made a build fail.
   */
  async resolveAll(refs: readonly string[]): Promise<Map<string, ResolvedImage>> {
    try {
      return await this.#resolver.resolveAll(refs);
    } finally {
      // Not awaited: a tool that is still being built must not delay the cluster.
      void this.dropGoCaches().catch((error: unknown) =>
        this.#options.log(`Go caches were not removed: ${messageOf(error)}`),
      );
    }
  }

  /** @returns program of this machine → the images that have to be built with it; nothing is pulled or built. */
  buildNeeds(refs: readonly string[]): Promise<ReadonlyMap<BuildProgram, readonly string[]>> {
    const { images, configDir, signal, log } = this.#options;
    const folder = images.archives === undefined ? undefined : resolve(configDir, images.archives);
    const archive = images.sources.includes('archive') ? archiveSource({ folder, log }) : undefined;
    const own = { engine: this.#engine, book: this.#book, builder: this.#builder };
    return buildNeeds(refs, { ...own, images, archive, signal });
  }

  async #stockImage(ref: string): Promise<StockImage | undefined> {
    const image = await this.#real.get(ref);
    if (!image) return undefined;
    await this.toEngine([image]);
    return { ref, tag: image.tag, id: image.id, digest: image.digest };
  }

  /** The images themselves, without recipes. */
  get real(): RealImages {
    return this.#real;
  }

  /** Gets one image to hand, once; during {@link resolveAll} it is that call's own, as soon as it is ready. */
  resolve(ref: string): Promise<ResolvedImage> {
    return this.#resolver.resolve(ref);
  }

  /** Loads images into the engine that are in archives only, each archive once. */
  async toEngine(images: Iterable<ResolvedImage>): Promise<void> {
    const archived = [...images].flatMap(({ archive, id }) => (archive === undefined ? [] : [{ archive, id }]));
    await Promise.all(archived.map(({ archive, id }) => this.#once(archive, () => this.#load(archive, id))));
  }

  async #load(archive: string, id: string): Promise<void> {
    if (await this.#engine.inspect(id)) return;
    const { progress, signal } = this.#options;
    await timed(`loading ${basename(archive)}`, undefined, progress, () => this.#engine.load(archive, signal));
  }

  /** Builds the Go layer of that name. @returns the program's path in the cache, for use on this machine. */
  async goTool(name: string): Promise<string> {
    for (const recipeName of await this.#book.names()) {
      const recipe = await this.#book.recipe(recipeName);
      const layer = recipe.layers.find((candidate) => candidate.kind === 'go' && candidate.name === name);
      if (layer) return this.#builder.layer(recipe, layer);
    }
    throw new HarnessError({ code: 'GO_TOOL_UNKNOWN', message: `no recipe has a Go program "${name}"` });
  }

  /** @returns the images of the recipes as they are now that the engine has, sorted. */
  async built(): Promise<string[]> {
    const there = new Set(await this.#engine.labelled(RECIPE_LABEL));
    const names = await this.#book.names();
    const tags = await Promise.all(names.map((name) => this.#tags(name)));
    return tags
      .flat()
      .filter((tag) => there.has(tag))
      .sort();
  }

  /** One name for each version that a double can emulate; otherwise one per recipe. */
  async #tags(name: string): Promise<string[]> {
    const { emulates } = await this.#book.recipe(name);
    const versions = emulates === undefined ? [undefined] : Object.keys(emulates);
    return Promise.all(versions.map((version) => this.#builder.tag(name, version)));
  }

  /** Publishes the images built from recipes on this machine. @returns their names in that registry. */
  async publish(registry: string): Promise<string[]> {
    return publishImages(this.#engine, await this.built(), registry, this.#options.signal);
  }

  /** Deletes Go's caches if no Go build is waiting; built programs are kept. */
  dropGoCaches(): Promise<void> {
    return dropGoCaches(this.#options.cacheDir);
  }

  /** @returns disk usage in bytes of what image builds keep in the cache. */
  sizes(): Promise<{ name: string; bytes: number }[]> {
    return cacheSizes(this.#options.cacheDir);
  }

  prune(options: PruneOptions): Promise<Pruned[]> {
    return pruneImages(this.#options.cacheDir, this.#engine, options);
  }
}

/** Does nothing until a method is called. */
export function createImageStore(options: ImageStoreOptions): ImageStore {
  return new ImageStore(options);
}
