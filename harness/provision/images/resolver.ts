import { once } from './once.ts';
import type { GetImage, ImageSource, ResolvedImage } from './resolved.ts';
import { severalFailed, unavailable } from './unavailable.ts';

export interface ResolverOptions {
  /** In the order in which they are searched. */
  readonly sources: readonly ImageSource[];
  readonly signal: AbortSignal;
}

interface Found {
  readonly source: ImageSource;
  readonly get: GetImage;
}

/** Gets each image from the first source that has it. */
export class Resolver {
  readonly #options: ResolverOptions;
  readonly #once = once();
  #prepared: Promise<unknown> = Promise.resolve();

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /**
   * Gets images into the engine, independent ones in parallel.
   * @throws HarnessError `IMAGE_UNAVAILABLE` for one image, `IMAGES_UNAVAILABLE` for several.
   */
  async resolveAll(refs: readonly string[]): Promise<Map<string, ResolvedImage>> {
    const { sources, signal } = this.#options;
    const wanted = [...new Set(refs)];
    this.#prepared = this.#prepare(wanted);
    const outcomes = await Promise.allSettled(wanted.map((ref) => this.resolve(ref)));
    signal.throwIfAborted();
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    const failed = wanted.filter((_, index) => outcomes[index]?.status === 'rejected');
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : severalFailed(errors, sources, failed);
    return new Map(outcomes.flatMap((o) => (o.status === 'fulfilled' ? [[o.value.ref, o.value] as const] : [])));
  }

  /** Gets one image, only once; during {@link resolveAll} it shares the result of that call. */
  resolve(ref: string): Promise<ResolvedImage> {
    return this.#once(`resolve ${ref}`, async () => {
      const { source, get } = await this.#find(ref);
      // A source that starts the slowest image first must know all of its images beforehand.
      if (source.prepare) await this.#prepared;
      return get();
    });
  }

  /** Passes each source its images, as soon as it is known which source has which. */
  async #prepare(refs: readonly string[]): Promise<void> {
    const found = await Promise.allSettled(refs.map(async (ref) => ({ ref, source: (await this.#find(ref)).source })));
    const shares = found.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const refsOf = (source: ImageSource) => shares.filter((share) => share.source === source).map(({ ref }) => ref);
    await Promise.all(this.#options.sources.map((source) => source.prepare?.(refsOf(source))));
  }

  #find(ref: string): Promise<Found> {
    return this.#once(`find ${ref}`, async () => {
      const { sources, signal } = this.#options;
      const found = await firstWith(ref, sources, signal);
      if (found) return found;
      throw unavailable(ref, sources);
    });
  }
}

/** @returns the first source that has the image, and how to get it; undefined if none has it. */
export async function firstWith(
  ref: string,
  sources: readonly ImageSource[],
  signal: AbortSignal,
): Promise<Found | undefined> {
  for (const source of sources) {
    if (source.isFor && !source.isFor(ref)) continue;
    const get = await source.find(ref, signal);
    signal.throwIfAborted();
    if (get) return { source, get };
  }
  return undefined;
}
