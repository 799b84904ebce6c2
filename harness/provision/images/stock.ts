import { UsageError } from '../../core/errors.ts';
import type { Builder, BuiltImage } from './builder.ts';
import { once } from './once.ts';
import { closure, type RecipeBook } from './recipe.ts';
import type { Layer, Recipe, StockImage } from './recipe-schema.ts';

/** @returns the stock image, in the engine from now on; undefined if no registry or archive has it. */
export type FindStock = (ref: string) => Promise<StockImage | undefined>;

/**
 * The recipes as they are built on stock images.
 * @returns a book whose recipes must be in {@link onStock}.
 */
export function stockBook(book: RecipeBook, find: FindStock): RecipeBook {
  const memory = once();
  const recipe = (name: string): Promise<Recipe> =>
    memory(name, async () => {
      const [root] = await book.withBases(name);
      const own = await book.recipe(name);
      const from = await foundImages(root as Recipe, find);
      const layers = own === root ? [] : own.layers.map((layer) => forPython(layer, root?.stock?.python));
      const python = Object.values(from).find(({ ref }) => ref.includes('python'));
      return {
        ...own,
        layers,
        ...(own === root ? { dockerfile: 'stock.Dockerfile', from } : {}),
        ...(python ? { pipImage: python.tag } : {}),
      };
    });
  return { recipe, names: book.names, withBases: (name) => closure(recipe, name) };
}

const forPython = (layer: Layer, python: string | undefined): Layer =>
  layer.kind === 'pip' && python !== undefined ? { ...layer, python } : layer;

async function foundImages({ name, stock }: Recipe, find: FindStock): Promise<Record<string, StockImage>> {
  const found = Object.entries(stock?.images ?? {}).map(async ([argument, ref]) => {
    const image = await find(ref);
    if (image) return [argument, image] as const;
    throw new UsageError({ code: 'RECIPE_INVALID', message: `recipe ${name}: no source has the stock image ${ref}` });
  });
  return Object.fromEntries(await Promise.all(found));
}

/** @returns the stock images that a recipe can be built on; undefined if it can't be built so. */
export async function onStock(book: RecipeBook, name: string): Promise<string[] | undefined> {
  const recipes = await book.withBases(name);
  if (recipes.some(({ stock }) => stock === undefined)) return undefined;
  return recipes.flatMap(({ stock }) => Object.values(stock?.images ?? {}));
}

/** How an image was built: with its stock images, if on such. */
export type Made = BuiltImage & { readonly stock?: readonly string[] };

export interface MakerOptions {
  readonly book: RecipeBook;
  readonly find: FindStock;
  readonly packages: Builder;
  readonly stock: Builder;
}

/** Takes an image of a recipe that is at hand, or builds it on stock images where these can be had, or from packages. */
export class Maker {
  readonly #options: MakerOptions;

  constructor(options: MakerOptions) {
    this.#options = options;
  }

  /** @throws what {@link Builder.image} throws. */
  async image(name: string, version?: string): Promise<Made> {
    const { packages, stock } = this.#options;
    const bases = await onStock(this.#options.book, name);
    if (bases === undefined || (await packages.has(name, version))) return packages.image(name, version);
    const found = await Promise.all(bases.map((ref) => this.#options.find(ref)));
    if (found.some((image) => image === undefined)) return packages.image(name, version);
    const pins = found.flatMap((image) => (image ? [`${image.ref} (${image.digest.slice(0, 19)})`] : []));
    return { ...(await stock.image(name, version)), stock: pins };
  }

  startGoBuilds(names: readonly string[]): Promise<void> {
    return this.#options.packages.startGoBuilds(names);
  }
}
