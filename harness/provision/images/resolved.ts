/** An image that stands in the engine, and where it came from. */
export interface ResolvedImage {
  /** The reference that was asked for, as the manifests write it. */
  readonly ref: string;
  /** Name under which the engine has it; a double never takes the name of the real image there. */
  readonly tag: string;
  /** Image id, `sha256:…`. */
  readonly id: string;
  readonly source: 'registry' | 'archive' | 'packages';
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
  readonly name: ResolvedImage['source'];
  /** @returns the image, in the engine; undefined where this source does not have it, with the reason in the log. */
  resolve(ref: string, signal: AbortSignal): Promise<ResolvedImage | undefined>;
}

/** Where the OCI convention keeps the software's version. */
export const VERSION_LABEL = 'org.opencontainers.image.version';
