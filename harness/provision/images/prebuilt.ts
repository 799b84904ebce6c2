import type { Engine } from './engine.ts';
import { RECIPE_LABEL } from './engine.ts';
import type { PullImage } from './sources/registry.ts';

export interface PrebuiltOptions {
  readonly engine: Engine;
  /** Registries (`host` or `host/prefix`) to which images of recipes were published. */
  readonly mirrors: readonly string[];
  readonly pull: PullImage;
  readonly signal: AbortSignal;
  log(line: string): void;
}

/**
 * Images of recipes that another machine has built and published: their tag is the digest of all inputs, so the name guarantees
 * that a build here would give the same result.
 * @returns whether the image of that recipe is now in the engine under `tag`.
 */
export function prebuiltImages({ engine, mirrors, pull, signal, log }: PrebuiltOptions) {
  return async (recipe: string, tag: string): Promise<boolean> => {
    for (const mirror of mirrors) {
      const name = `${mirror}/${tag}`;
      if ((await pull(mirror, name, signal)) !== undefined) continue;
      const image = await engine.inspect(name);
      if (image?.labels[RECIPE_LABEL] !== recipe) {
        log(`${name} is not used: it has no label that says that it was built from the recipe "${recipe}"`);
        continue;
      }
      await engine.tag(name, tag);
      return true;
    }
    return false;
  };
}

/** Publishes images to a registry, where {@link prebuiltImages} looks for them. @returns their names there. */
export async function publishImages(
  engine: Engine,
  tags: readonly string[],
  registry: string,
  signal: AbortSignal,
): Promise<string[]> {
  const names: string[] = [];
  for (const tag of tags) {
    const name = `${registry}/${tag}`;
    await engine.tag(tag, name);
    await engine.push(name, signal);
    names.push(name);
  }
  return names;
}
