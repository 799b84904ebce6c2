import { findIn } from './find.ts';
import { hiddenKeysIn } from './hidden-keys.ts';
import type { Lines } from './lines.ts';
import type { PlacedNode } from './tree.ts';
import type { DuplicateKey, FieldPath, SourceDocument } from './types.ts';

/** The location of a document. */
export interface Whereabouts {
  readonly lines: Lines;
  /** Offset of the stretch within the text. */
  readonly offset: number;
  /** Offset of the content within the stretch. */
  readonly start: number;
  readonly root: () => PlacedNode | undefined;
  /** Whether a mapping has a key twice. */
  readonly repeats: boolean;
}

/** A value with the positions of everything in it. */
export class PlacedDocument implements SourceDocument {
  readonly value: unknown;
  readonly #whereabouts: Whereabouts;

  constructor(value: unknown, whereabouts: Whereabouts) {
    this.value = value;
    this.#whereabouts = whereabouts;
  }

  readonly at = (path: FieldPath) => this.#positionOf(path.length === 0 ? undefined : this.#find(path)?.key);

  readonly positionOfValue = (path: FieldPath) => {
    const found = this.#find(path);
    const start = found?.node?.start ?? -1;
    return this.#positionOf(start < 0 ? found?.key : start);
  };

  get duplicates(): readonly DuplicateKey[] {
    const root = this.#whereabouts.repeats ? this.#whereabouts.root() : undefined;
    if (!root) return [];
    return hiddenKeysIn(root).map(({ path, key }) => ({ path, hidden: this.#positionOf(key) }));
  }

  readonly tagAt = (path: FieldPath) => this.#find(path)?.node?.tag;

  #find(path: FieldPath) {
    const root = this.#whereabouts.root();
    return root && findIn(root, path);
  }

  #positionOf(offset = this.#whereabouts.start) {
    return this.#whereabouts.lines.positionOf(this.#whereabouts.offset + offset);
  }
}
