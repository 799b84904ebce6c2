import type { Builder } from '../builder.ts';
import { emulatedVersion } from '../double-version.ts';
import type { ImageSource } from '../resolved.ts';

type Recipes = Readonly<Record<string, string>>;

/** Images built from package registries by a recipe: the same software as a substitute. */
export function packagesSource(builder: Pick<Builder, 'image' | 'startGoBuilds'>, substitutes: Recipes): ImageSource {
  return {
    name: 'packages',
    async find(ref) {
      const name = substitutes[ref];
      if (!name) return undefined;
      return async () => {
        const { tag, id, digest, recipe } = await builder.image(name);
        const known = recipe.version ? { version: recipe.version } : {};
        return { ref, tag, id, source: 'packages', recipe: name, double: false, digest, ...known };
      };
    },
    prepare: (refs) => builder.startGoBuilds(refs.flatMap((ref) => substitutes[ref] ?? [])),
  };
}

/** Configured doubles: each emulates the version in the tag of the image it replaces. Never a fallback. */
export function doublesSource(builder: Pick<Builder, 'image'>, doubles: Recipes): ImageSource {
  return {
    name: 'packages',
    async find(ref) {
      const name = doubles[ref];
      if (!name) return undefined;
      return async () => {
        const version = emulatedVersion(ref);
        const { tag, id, digest } = await builder.image(name, version);
        return { ref, tag, id, source: 'packages', recipe: name, double: true, digest, version };
      };
    },
  };
}
