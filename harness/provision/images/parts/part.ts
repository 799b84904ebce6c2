import type { Progress } from '../progress.ts';
import type { PartKind, PartOf, Recipe } from '../recipe-schema.ts';

/** Programs that parts are made with; each a name on the PATH or an absolute path. */
export interface BuildTools {
  readonly go: string;
  readonly python: string;
  readonly mmdebstrap: string;
}

/** What a part may use while it is made. */
export interface PartContext {
  readonly recipe: Recipe;
  readonly cacheDir: string;
  /** Go's name of the processor that the images are for. */
  readonly arch: 'amd64' | 'arm64';
  readonly tools: BuildTools;
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(update: Progress): void;
  /** Runs Go builds one after the other, in the order in which they came. */
  goSlot<T>(task: () => Promise<T>): Promise<T>;
  /** Digest of another recipe's image, without building it. */
  digestOfImage(recipe: string): Promise<string>;
  /** Builds another recipe's image and saves it, with others, as an archive. */
  archiveImages(images: Readonly<Record<string, string>>, file: string): Promise<void>;
}

/** How one kind of part is made. */
export interface PartMaker<K extends PartKind> {
  /** SHA-256 over everything that goes in; the same digest means the same part. */
  digest(part: PartOf<K>, context: PartContext): Promise<string>;
  /** Writes the part, a file or a folder, to the path `target`. @returns what is worth keeping about it. */
  make(part: PartOf<K>, context: PartContext, target: string): Promise<object>;
}
