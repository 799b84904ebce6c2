import { once } from './once.ts';
import type { ImageSource, ResolvedImage } from './resolved.ts';
import { firstWith } from './resolver.ts';

/** What came of a search for real images. */
export interface RealSearch {
  readonly missing: readonly string[];
  /** What kept a source from being searched. */
  readonly problems: readonly string[];
}

/** Images as their makers published them: from registries and archives, never from a recipe. */
export class RealImages {
  readonly #sources: readonly ImageSource[];
  readonly #signal: AbortSignal;
  readonly #required = new Set<string>();

  constructor(sources: readonly ImageSource[], signal: AbortSignal) {
    this.#sources = sources.map(remembering);
    this.#signal = signal;
  }

  /** The same sources, of which those with recipes no longer have an image that is required to be real. */
  get sources(): ImageSource[] {
    const isFor = (ref: string): boolean => !this.#required.has(ref);
    return this.#sources.map((source) => (source.name === 'packages' ? { ...source, isFor } : source));
  }

  /**
   * Looks for images; those of a registry are pulled. First the doubtful ones: where one is missing, the others, which may have
   * gigabytes, are not fetched.
   */
  async search(refs: readonly string[]): Promise<RealSearch> {
    const offered = await Promise.all(refs.map((ref) => this.#isOffered(ref)));
    const missing = await this.#lacking(refs.filter((_, index) => !offered[index]));
    const more = missing.length > 0 ? [] : await this.#lacking(refs.filter((_, index) => offered[index]));
    // A machine without any registry is an ordinary one.
    const problems = this.#published
      .flatMap((source) => source.problems?.() ?? [])
      .filter(({ code }) => code !== 'REGISTRY_UNREACHABLE');
    return { missing: [...missing, ...more], problems: [...new Set(problems.map(({ what }) => what))] };
  }

  async #isOffered(ref: string): Promise<boolean> {
    const asked = this.#published.map(
      async (source) =>
        (await source.offers?.(ref, this.#signal)) ?? (await source.find(ref, this.#signal)) !== undefined,
    );
    return (await Promise.all(asked)).some(Boolean);
  }

  async #lacking(refs: readonly string[]): Promise<string[]> {
    const found = await Promise.all(refs.map((ref) => firstWith(ref, this.#published, this.#signal)));
    return refs.filter((_, index) => !found[index]);
  }

  /** Gets an image that a source other than recipes has; undefined if none does. */
  async get(ref: string): Promise<ResolvedImage | undefined> {
    return (await firstWith(ref, this.#published, this.#signal))?.get();
  }

  get #published(): ImageSource[] {
    return this.#sources.filter(({ name }) => name !== 'packages');
  }

  /** From here on these images are real or missing. */
  require(refs: readonly string[]): void {
    for (const ref of refs) this.#required.add(ref);
  }
}

/** A search comes before the images are resolved: no registry is asked twice. */
function remembering(source: ImageSource): ImageSource {
  const memory = once();
  return { ...source, find: (ref, signal) => memory(ref, () => source.find(ref, signal)) };
}
