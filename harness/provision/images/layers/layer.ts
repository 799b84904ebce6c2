import type { Engine } from '../engine.ts';
import type { Progress } from '../progress.ts';
import type { LayerKind, LayerOf, Recipe } from '../recipe-schema.ts';

/** Programs that build layers; each is a name on the PATH or an absolute path. */
export interface BuildTools {
  readonly go: string;
  readonly python: string;
  readonly mmdebstrap: string;
}

/** What a layer can use while it is built. */
export interface LayerContext {
  readonly engine: Pick<Engine, 'produce'>;
  readonly recipe: Recipe;
  readonly cacheDir: string;
  /** Go's name for the architecture of the images. */
  readonly arch: 'amd64' | 'arm64';
  readonly tools: BuildTools;
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(update: Progress): void;
  /** Runs Go builds one after the other, in order of arrival. */
  goSlot<T>(task: () => Promise<T>): Promise<T>;
  /** Digest of another recipe's image, without building it. */
  digestOfImage(recipe: string): Promise<string>;
  /** Builds images of other recipes and saves them as an archive. */
  archiveImages(images: Readonly<Record<string, string>>, file: string): Promise<void>;
}

/** How one kind of layer is built. */
export interface LayerMaker<K extends LayerKind> {
  /** SHA-256 over all inputs; the same digest means the same layer. */
  digest(layer: LayerOf<K>, context: LayerContext): Promise<string>;
  /** Writes the layer, a file or a directory, to the path `target`. @returns metadata to keep. */
  make(layer: LayerOf<K>, context: LayerContext, target: string): Promise<object>;
}
