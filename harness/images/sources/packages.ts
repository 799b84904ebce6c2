import type { Builder } from '../builder.ts';
import type { ImageSource } from '../resolved.ts';

/** What the config says about images that are built here. */
export interface PackageChoices {
  readonly doubles: Readonly<Record<string, string>>;
  readonly substitutes: Readonly<Record<string, string>>;
}

/** Images built from package registries by a recipe: the same software as a substitute, or a double the config asks for. */
export function packagesSource(builder: Builder, { doubles, substitutes }: PackageChoices): ImageSource {
  return {
    name: 'packages',
    async resolve(ref) {
      const name = doubles[ref] ?? substitutes[ref];
      if (!name) return undefined;
      const { tag, id, digest, recipe } = await builder.image(name);
      const version = recipe.version ? { version: recipe.version } : {};
      return { ref, tag, id, source: 'packages', recipe: name, double: ref in doubles, digest, ...version };
    },
  };
}
