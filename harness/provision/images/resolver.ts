import type { Config } from '../../core/config/schema.ts';
import { explain, HarnessError } from '../../core/errors.ts';
import type { Builder } from './builder.ts';
import { once } from './once.ts';
import type { ImageSource, ResolvedImage } from './resolved.ts';

export interface ResolverOptions {
  readonly images: Pick<Config['images'], 'sources' | 'doubles' | 'substitutes'>;
  readonly sources: Readonly<Record<ImageSource['name'], ImageSource>>;
  readonly builder: Pick<Builder, 'startGoBuilds'>;
  readonly signal: AbortSignal;
}

/** Decides which source an image comes from: a double only where the config says so, all else in the configured order. */
export class Resolver {
  readonly #options: ResolverOptions;
  readonly #once = once();
  #planned: Promise<void> = Promise.resolve();

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /**
   * Gets images into the engine, independent ones at once.
   * @throws HarnessError `IMAGE_UNAVAILABLE` for one image, `IMAGES_UNAVAILABLE` for several.
   */
  async resolveAll(refs: readonly string[]): Promise<Map<string, ResolvedImage>> {
    const wanted = [...new Set(refs)];
    this.#planned = this.#plan(wanted);
    const outcomes = await Promise.allSettled(wanted.map((ref) => this.resolve(ref)));
    this.#options.signal.throwIfAborted();
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : several(errors);
    return new Map(outcomes.flatMap((o) => (o.status === 'fulfilled' ? [[o.value.ref, o.value] as const] : [])));
  }

  /** Gets one image, once; during {@link resolveAll} it is that call's own, as soon as it is ready. */
  resolve(ref: string): Promise<ResolvedImage> {
    return this.#once(`resolve ${ref}`, async () => {
      const { signal, sources, images } = this.#options;
      const found = await this.#locate(ref);
      if (found !== 'packages') return found;
      // A double has no Go part to wait for; the others keep to the plan's order.
      if (!(ref in images.doubles)) await this.#planned;
      const built = await sources.packages.resolve(ref, signal);
      if (!built) throw unavailable(ref, images.sources);
      return built;
    });
  }

  /** Starts what takes longest as soon as it is known that no other source has it. */
  async #plan(refs: readonly string[]): Promise<void> {
    const { images, builder } = this.#options;
    const located = await Promise.allSettled(refs.map((ref) => this.#locate(ref)));
    const toBuild = refs.filter((ref, index) => {
      const place = located[index];
      return place?.status === 'fulfilled' && place.value === 'packages' && !(ref in images.doubles);
    });
    await builder.startGoBuilds(toBuild.flatMap((ref) => images.substitutes[ref] ?? []));
  }

  /** @returns the image, or `packages` where it has to be built: that waits until all that is to be built is known. */
  #locate(ref: string): Promise<ResolvedImage | 'packages'> {
    return this.#once(`locate ${ref}`, async () => {
      const { images, sources, signal } = this.#options;
      if (ref in images.doubles) return 'packages';
      for (const name of images.sources) {
        if (name === 'packages' && ref in images.substitutes) return 'packages';
        const image = name === 'packages' ? undefined : await sources[name].resolve(ref, signal);
        signal.throwIfAborted();
        if (image) return image;
      }
      throw unavailable(ref, images.sources);
    });
  }
}

function unavailable(ref: string, sources: readonly string[]): HarnessError {
  return new HarnessError({
    code: 'IMAGE_UNAVAILABLE',
    message: `${ref} could not be had from any source (${sources.join(', ')})`,
    likely: 'no registry was reached, no archive holds it, and the config names no recipe for it',
    hint: 'put a docker save archive into images.archives, add a mirror, or name a recipe under images.substitutes',
  });
}

function several(errors: readonly unknown[]): HarnessError {
  return new HarnessError({
    code: 'IMAGES_UNAVAILABLE',
    message: `${errors.length} images could not be had`,
    details: [...new Set(errors.flatMap(explain))],
    cause: errors[0],
  });
}
