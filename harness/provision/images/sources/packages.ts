import { emulatedVersion } from '../double-version.ts';
import type { ImageSource } from '../resolved.ts';
import type { Maker } from '../stock.ts';

type Recipes = Readonly<Record<string, string>>;

/** Images built from package registries by a recipe: the same software as a substitute. */
export function packagesSource(builder: Pick<Maker, 'image' | 'startGoBuilds'>, substitutes: Recipes): ImageSource {
  return {
    name: 'packages',
    async find(ref) {
      const name = substitutes[ref];
      if (!name) return undefined;
      return async () => {
        const { tag, id, digest, recipe, stock, programs } = await builder.image(name);
        const known = recipe.version ? { version: recipe.version } : {};
        return {
          ref,
          tag,
          id,
          source: 'packages',
          recipe: name,
          double: false,
          digest,
          ...known,
          ...(stock && { stock }),
          ...(programs.length > 0 && { programs }),
        };
      };
    },
    prepare: (refs) => builder.startGoBuilds(refs.flatMap((ref) => substitutes[ref] ?? [])),
  };
}

/** Configured doubles: each emulates the version in the tag of the image it replaces. Never a fallback. */
export function doublesSource(builder: Pick<Maker, 'image'>, doubles: Recipes): ImageSource {
  return {
    name: 'packages',
    async find(ref) {
      const name = doubles[ref];
      if (!name) return undefined;
      return async () => {
        const version = emulatedVersion(ref);
        const { tag, id, digest, stock } = await builder.image(name, version);
        return {
          ref,
          tag,
          id,
          source: 'packages',
          recipe: name,
          double: true,
          digest,
          version,
          ...(stock && { stock }),
        };
      };
    },
  };
}
