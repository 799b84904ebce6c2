import { type Position, readText } from '../source/index.ts';
import { endsDocument, lineOf, wayOf } from './render-outline.ts';
import type { KubernetesObject } from './types.ts';

/** What stands in a document, or in a whole file, exactly once. */
export interface Origin {
  /**
   * @param keys the keys above a rendered line and its own.
   * @returns where it is written: with that text or, where a template fills in the value, with that key.
   */
  find(keys: readonly string[], text: string): Position | undefined;
}

/** A file that objects were rendered from; its documents need not be YAML before that. */
export class OriginFile {
  readonly #whole: Section;
  readonly #sections: readonly Section[];

  private constructor(lines: readonly string[]) {
    this.#whole = new Section(lines, 0, lines.length);
    const starts = [0, ...lines.flatMap((line, index) => (endsDocument(line) ? [index] : []))];
    this.#sections = starts.map((start, index) => new Section(lines, start, starts[index + 1] ?? lines.length));
  }

  /** @returns undefined where the file can't be read: a chart may be packed. */
  static read(path: string): OriginFile | undefined {
    const read = readText(path);
    return 'text' in read ? new OriginFile(read.text.split('\n')) : undefined;
  }

  /** @returns the document that the object was made from; the whole file where that can't be told. */
  of({ kind, metadata }: KubernetesObject): Origin {
    const sameKind = this.#sections.filter((section) => section.has(['kind'], `kind: ${kind}`));
    const sameName = sameKind.filter((section) => section.has(['metadata', 'name'], `name: ${metadata.name}`));
    const fitting = sameName.length > 0 ? sameName : sameKind;
    return (fitting.length === 1 ? fitting[0] : undefined) ?? this.#whole;
  }
}

class Section implements Origin {
  readonly #places = new Map<string, Position | undefined>();

  constructor(lines: readonly string[], start: number, end: number) {
    const above: { readonly indent: number; readonly key: string }[] = [];
    for (let index = start; index < end; index += 1) {
      const line = lineOf(lines[index] ?? '');
      if (!line) continue;
      while ((above.at(-1)?.indent ?? -1) >= line.indent) above.pop();
      above.push(line);
      const way = wayOf(above.map(({ key }) => key));
      const position = { line: index + 1, column: line.indent + 1 };
      for (const place of [way, wayOf([way, line.text])]) this.#put(place, position);
    }
  }

  has(keys: readonly string[], text: string): boolean {
    return this.#places.has(wayOf([...keys, text]));
  }

  find(keys: readonly string[], text: string): Position | undefined {
    return this.#places.get(wayOf([...keys, text])) ?? this.#places.get(wayOf(keys));
  }

  /** A line that is there a second time is in no place any more. */
  #put(place: string, position: Position): void {
    this.#places.set(place, this.#places.has(place) ? undefined : position);
  }
}
