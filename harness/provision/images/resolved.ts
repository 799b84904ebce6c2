import type { ImageSourceName } from '../../core/config/index.ts';

/** An image that is at hand, in the engine or in an archive, and where it came from. */
export interface ResolvedImage {
  /** The reference that was asked for, as the manifests write it. */
  readonly ref: string;
  /** Name under which the engine has it; a double never takes the name of the real image there. */
  readonly tag: string;
  /** Image id, `sha256:…`. */
  readonly id: string;
  readonly source: ImageSourceName;
  /** The `docker save` archive that holds it. The engine may not have it. */
  readonly archive?: string;
  /** Recipe it was built from, for source `packages`. */
  readonly recipe?: string;
  /** A contract double, because the config says so. */
  readonly double: boolean;
  /** Version of the software, where it is known. */
  readonly version?: string;
  /** What pins it: the registry's digest, the recipe's digest, or the image id. */
  readonly digest: string;
}

/** One place that images come from. */
export interface ImageSource {
  readonly name: ImageSourceName;
  /** @returns how to get the image into the engine; undefined where this source does not have it, with the reason in the log. */
  find(ref: string, signal: AbortSignal): Promise<GetImage | undefined>;
  /** Told of all images that it is to get before the first of them: what takes longest can start at once. */
  prepare?(refs: readonly string[]): Promise<void>;
  /** Why it could not be searched, as far as that has been tried. */
  problems?(): readonly SourceProblem[];
}

/** Gets an image that a source has found. */
export type GetImage = () => Promise<ResolvedImage>;

/** What kept a source from being searched, and the next command. */
export interface SourceProblem {
  readonly what: string;
  readonly hint: string;
}

/** Where the OCI convention keeps the software's version. */
export const VERSION_LABEL = 'org.opencontainers.image.version';
