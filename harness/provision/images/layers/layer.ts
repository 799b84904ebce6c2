import type { Progress } from '../progress.ts';
import type { LayerKind, LayerOf, Recipe } from '../recipe-schema.ts';

/** Programs that layers are made with; each a name on the PATH or an absolute path. */
export interface BuildTools {
  readonly go: string;
  readonly python: string;
  readonly mmdebstrap: string;
}

/** What a layer may use while it is made. */
export interface LayerContext {
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

/** How one kind of layer is made. */
export interface LayerMaker<K extends LayerKind> {
  /** SHA-256 over everything that goes in; the same digest means the same layer. */
  digest(layer: LayerOf<K>, context: LayerContext): Promise<string>;
  /** Writes the layer, a file or a folder, to the path `target`. @returns what is worth keeping about it. */
  make(layer: LayerOf<K>, context: LayerContext, target: string): Promise<object>;
}
