import type { ImageSourceName } from '../../core/config/index.ts';

/** An image that is at hand, in the engine or in an archive, and where it came from. */
export interface ResolvedImage {
  /** The requested reference, as in the manifests. */
  readonly ref: string;
  /** Its name in the engine; a double never has the name of the real image there. */
  readonly tag: string;
  /** Image id, `sha256:…`. */
  readonly id: string;
  readonly source: ImageSourceName;
  /** The `docker save` archive that holds it. The engine may not have it. */
  readonly archive?: string;
  /** Recipe it was built from, for source `packages`. */
  readonly recipe?: string;
  /** Stock images that it was built on, each with what pins it; absent for one built from packages. */
  readonly stock?: readonly string[];
  /** Programs in it that were not compiled here, and where they came from. */
  readonly programs?: readonly string[];
  /** Whether it is a contract double, as configured. */
  readonly double: boolean;
  /** Version of the software, if known. */
  readonly version?: string;
  /** What pins it: the registry's digest, the recipe's digest, or the image id. */
  readonly digest: string;
}

/** A source of images. */
export interface ImageSource {
  readonly name: ImageSourceName;
  /** @returns how to get the image into the engine; undefined if this source does not have it, with the reason in the log. */
  find(ref: string, signal: AbortSignal): Promise<GetImage | undefined>;
  /** Whether it seems to have the image, where asking is cheaper than {@link find}: nothing is fetched. It may err. */
  offers?(ref: string, signal: AbortSignal): Promise<boolean>;
  /** Called with all its images before the first one is requested, so that the slowest can start immediately. */
  prepare?(refs: readonly string[]): Promise<void>;
  /** Whether it may be asked for the image at all; absent: for every image. */
  isFor?(ref: string): boolean;
  /** Why it could not be searched, if so. */
  problems?(): readonly SourceProblem[];
}

/** Gets an image found in a source. */
export type GetImage = () => Promise<ResolvedImage>;

/** Why a source could not be searched, and the next command. */
export interface SourceProblem {
  /** The image that it kept from being found; absent if any. */
  readonly ref?: string;
  /** Code of the error if the image is nowhere else. */
  readonly code?: 'IMAGE_PLATFORM' | 'REGISTRY_LOGIN' | 'REGISTRY_RATE_LIMIT' | 'REGISTRY_UNREACHABLE';
  readonly what: string;
  readonly hint: string;
}

/** OCI label of the software's version. */
export const VERSION_LABEL = 'org.opencontainers.image.version';
