import type { ImageSource } from './resolved.ts';

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
    this.#sources = sources;
    this.#signal = signal;
  }

  /** The same sources, of which those with recipes no longer have an image that is required to be real. */
  get sources(): ImageSource[] {
    return this.#sources.map((source) =>
      source.name === 'packages'
        ? { ...source, find: async (ref, signal) => (this.#required.has(ref) ? undefined : source.find(ref, signal)) }
        : source,
    );
  }

  /** Looks for images; those of a registry are pulled. */
  async search(refs: readonly string[]): Promise<RealSearch> {
    const found = await Promise.all(refs.map(async (ref) => ({ ref, has: await this.#has(ref) })));
    const problems = this.#real.flatMap((source) => source.problems?.() ?? []).map(({ what }) => what);
    return { missing: found.filter(({ has }) => !has).map(({ ref }) => ref), problems };
  }

  /** From here on these images are real or missing. */
  require(refs: readonly string[]): void {
    for (const ref of refs) this.#required.add(ref);
  }

  get #real(): ImageSource[] {
    return this.#sources.filter(({ name }) => name !== 'packages');
  }

  async #has(ref: string): Promise<boolean> {
    for (const source of this.#real) if (await source.find(ref, this.#signal)) return true;
    return false;
  }
}
