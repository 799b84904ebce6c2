import { type StreamOptions, stream } from '../../provision/exec/stream.ts';

/** Images as a `docker save` archive: a file, or what the engine has under these names. */
export type ImageBytes = { readonly file: string } | { readonly images: readonly string[] };

/** Feeds images to the standard input of a program in a container, without a file in between. @throws HarnessError like `stream`. */
export async function streamImages(
  source: ImageBytes,
  container: string,
  argv: readonly string[],
  options: StreamOptions,
): Promise<void> {
  const bytes = 'file' in source ? source : { program: 'docker', args: ['save', ...source.images] };
  await stream(bytes, 'docker', ['exec', '--interactive', container, ...argv], options);
}
