/** Where images can come from: values of `images.sources`. The code of a source is `provision/images/sources/<name>.ts`. */
export const IMAGE_SOURCES = {
  registry: { programs: [], provides: [], builds: false },
  archive: { programs: [], provides: [], builds: false },
  packages: { programs: ['go', 'python3', 'pip', 'mmdebstrap'], provides: ['kubectl'], builds: true },
} as const satisfies Readonly<Record<string, ImageSourceData>>;

interface ImageSourceData {
  /** Programs that it starts. */
  readonly programs: readonly string[];
  /** Programs that it makes on the way, so that the machine need not have them. */
  readonly provides: readonly string[];
  /** It makes images on this machine: slow, and much disk, while the cache is empty. */
  readonly builds: boolean;
}

export type ImageSourceName = keyof typeof IMAGE_SOURCES;

export const IMAGE_SOURCE_NAMES = Object.keys(IMAGE_SOURCES) as [ImageSourceName, ...ImageSourceName[]];
