import type { KubernetesObject } from '../../lib/kube-objects/index.ts';
import { type Position, readText } from '../../lib/yaml-source/index.ts';
import { endsDocument, type Line, lineOf, wayOf } from './outline.ts';

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
  readonly #byKind: ReadonlyMap<string, readonly Section[]>;

  private constructor(lines: readonly string[]) {
    this.#whole = new Section(lines, 0, lines.length);
    const starts = [0, ...lines.flatMap((line, index) => (endsDocument(line) ? [index] : []))];
    const sections = starts.map((start, index) => new Section(lines, start, starts[index + 1] ?? lines.length));
    this.#byKind = Map.groupBy(sections, (section) => section.valueOf('kind'));
  }

  /** @returns undefined where the file can't be read: a chart may be packed. */
  static read(path: string): OriginFile | undefined {
    const read = readText(path);
    return 'text' in read ? new OriginFile(read.text.split('\n')) : undefined;
  }

  /** @returns the document that the object was made from; the whole file where that can't be told. */
  of({ kind, metadata }: KubernetesObject): Origin {
    const fitting = (this.#byKind.get(kind) ?? []).filter(({ namePart }) => metadata.name.includes(namePart));
    const [best, second] = fitting.sort((a, b) => b.namePart.length - a.namePart.length);
    return best && best.namePart.length !== second?.namePart.length ? best : this.#whole;
  }

  /** @returns where something of this name is asked for: generated ones get a hash behind it. */
  named(name: string): Position | undefined {
    const fitting = this.#whole.names.filter(({ text }) => name.startsWith(text.replace(NAME, '')));
    return fitting.sort((a, b) => b.text.length - a.text.length)[0]?.position;
  }
}

const NAME = /^name: */;

interface Written {
  readonly position: Position;
  readonly text: string;
}

class Section implements Origin {
  /** What is certain of the object's name: prefixes and a template's actions add the rest. */
  readonly namePart: string;
  readonly names: Written[] = [];
  readonly #places = new Map<string, Written | undefined>();

  constructor(lines: readonly string[], start: number, end: number) {
    const above: Line[] = [];
    for (let index = start; index < end; index += 1) {
      const line = lineOf(lines[index] ?? '');
      if (!line) continue;
      while ((above.at(-1)?.indent ?? -1) >= line.indent) above.pop();
      above.push(line);
      const way = wayOf(above.map(({ key }) => key));
      const written = { position: { line: index + 1, column: line.indent + 1 }, text: line.text };
      if (NAME.test(line.text)) this.names.push(written);
      for (const place of [way, wayOf([way, line.text])]) this.#put(place, written);
    }
    this.namePart = this.valueOf('metadata', 'name').replaceAll(/{{.*?}}/g, '');
  }

  /** @returns the value of a key that is there once; else nothing. */
  valueOf(...keys: string[]): string {
    return (this.#places.get(wayOf(keys))?.text ?? '').replace(/^[^\s:]+:\s*/, '');
  }

  find(keys: readonly string[], text: string): Position | undefined {
    return (this.#places.get(wayOf([...keys, text])) ?? this.#places.get(wayOf(keys)))?.position;
  }

  /** A line that is there a second time is in no place any more. */
  #put(place: string, written: Written): void {
    this.#places.set(place, this.#places.has(place) ? undefined : written);
  }
}
