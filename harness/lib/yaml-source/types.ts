/** A place in a text, both from 1; columns count UTF-16 units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and indices from the top of a document. */
export type FieldPath = readonly (string | number)[];

/** What is wrong with a text. */
export interface SourceProblem {
  readonly position: Position;
  /** Without the place: `not YAML: …`. */
  readonly message: string;
}

/** One document of a text. All positions are looked up only when they are asked for. */
export interface SourceDocument {
  /** Plain objects, arrays, strings, numbers, booleans and null; `null` where the document is empty. */
  readonly value: unknown;
  /**
   * Where a field's key, or an item, is written; its nearest ancestor where the field is not there.
   * A field that came in through an alias or a merge key is where it is really written.
   */
  readonly at: (path: FieldPath) => Position;
  /** Where a field's value begins, of a block text its first line; the key where the value is empty. */
  readonly positionOfValue: (path: FieldPath) => Position;
  /** @returns the tag that is written before the value, `!reset`; undefined where there is none. */
  readonly tagAt: (path: FieldPath) => string | undefined;
}

/** A text, read: its documents, and what is wrong with those that are none. */
export interface ParsedText {
  /** Those that could be read, in order. */
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly SourceProblem[];
}
