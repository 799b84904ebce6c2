import type { Builder } from '../builder.ts';
import { playedVersion } from '../plays.ts';
import type { ImageSource } from '../resolved.ts';

/** What the config says about images that are built here. */
export interface PackageChoices {
  readonly doubles: Readonly<Record<string, string>>;
  readonly substitutes: Readonly<Record<string, string>>;
}

/**
 * Images built from package registries by a recipe: the same software as a substitute, or a double the config asks for,
 * which plays the version in the tag of the image behind whose name it stands.
 */
export function packagesSource(builder: Pick<Builder, 'image'>, { doubles, substitutes }: PackageChoices): ImageSource {
  return {
    name: 'packages',
    async resolve(ref) {
      const name = doubles[ref] ?? substitutes[ref];
      if (!name) return undefined;
      const double = ref in doubles;
      const plays = double ? playedVersion(ref) : undefined;
      const { tag, id, digest, recipe } = await builder.image(name, plays);
      const version = plays ?? recipe.version;
      return { ref, tag, id, source: 'packages', recipe: name, double, digest, ...(version ? { version } : {}) };
    },
  };
}
