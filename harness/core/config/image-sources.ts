/** Where images can come from: values of `images.sources`. A source's code is `provision/images/sources/<name>.ts`. */
export const IMAGE_SOURCES = {
  registry: { programs: [], provides: [], builds: false },
  archive: { programs: [], provides: [], builds: false },
  packages: { programs: ['go', 'python3', 'pip', 'mmdebstrap'], provides: ['kubectl'], builds: true },
} as const satisfies Readonly<Record<string, ImageSourceData>>;

interface ImageSourceData {
  /** Programs that it runs. */
  readonly programs: readonly string[];
  /** Programs that it builds along the way, so they need not be installed. */
  readonly provides: readonly string[];
  /** It builds images on this machine: slow and disk-hungry while the cache is empty. */
  readonly builds: boolean;
}

export type ImageSourceName = keyof typeof IMAGE_SOURCES;

export const IMAGE_SOURCE_NAMES = Object.keys(IMAGE_SOURCES) as [ImageSourceName, ...ImageSourceName[]];
