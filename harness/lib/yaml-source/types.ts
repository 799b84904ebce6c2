/** A 1-based position in a text; columns count UTF-16 code units, like editors and SARIF. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and indices from the root of a document. */
export type FieldPath = readonly (string | number)[];

/** What is wrong with a text. */
export interface SourceProblem {
  readonly position: Position;
  /** Without the position: `not YAML: …`. */
  readonly message: string;
}

/** A key that a mapping has more than once: the last one wins. */
export interface DuplicateKey {
  /** Of the field that wins, from the root of the document. */
  readonly path: FieldPath;
  /** Where the key is that is hidden. */
  readonly hidden: Position;
}

/** One document of a text. Positions are computed on demand. */
export interface SourceDocument {
  /** Plain objects, arrays, strings, numbers, booleans and null; `null` for an empty document. */
  readonly value: unknown;
  /**
   * The position of a field's key or of an item; of the nearest ancestor if it does not exist.
   * For a field from an alias or a merge key, the place where it is really written.
   */
  readonly at: (path: FieldPath) => Position;
  /** The start of a field's value, for a block scalar its first line; the key if the value is empty. */
  readonly positionOfValue: (path: FieldPath) => Position;
  /** @returns the tag before the value, such as `!reset`; undefined if there is none. */
  readonly tagAt: (path: FieldPath) => string | undefined;
  /** Keys that are there twice; only the `kubectl` dialect accepts them. */
  readonly duplicates: readonly DuplicateKey[];
}

/** A parsed text: its documents, and the problems of those that are invalid. */
export interface ParsedText {
  /** The valid documents, in order. */
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly SourceProblem[];
}
