import { type Position, readText } from '../source/index.ts';
import type { ManifestObject } from './types.ts';

const TOP: Position = { line: 1, column: 1 };

/**
 * Finds rendered lines again in the files that they were made from. A line is found by its text, or by its key where a
 * template fills in the value; where that is there several times, what it is below of is looked for, up to the object.
 * So a place is right or further up, as a rule.
 */
export class Tracer {
  readonly #rendered: readonly string[];
  readonly #origins = new Map<string, Origin | undefined>();

  constructor(rendered: string) {
    this.#rendered = rendered.split('\n');
  }

  /** @returns the object as one of the file; its top where nothing else can be told. */
  traced(entry: ManifestObject, file: string): ManifestObject {
    const origin = this.#originOf(file);
    const find = (path: Parameters<ManifestObject['at']>[0]) => origin && this.#find(origin, entry.at(path).line);
    const top = find([]) ?? find(['metadata', 'name']) ?? find(['kind']) ?? TOP;
    return { ...entry, file, line: top.line, at: (path) => find(path) ?? top };
  }

  #originOf(file: string): Origin | undefined {
    if (!this.#origins.has(file)) this.#origins.set(file, originOf(file));
    return this.#origins.get(file);
  }

  #find(origin: Origin, line: number): Position | undefined {
    for (let at: number | undefined = line; at !== undefined; at = this.#above(at)) {
      const text = this.#rendered[at - 1] ?? '';
      const found = origin.lines.get(plain(text)) ?? origin.keys.get(keyOf(text));
      if (found) return found;
    }
    return undefined;
  }

  /** @returns the line that this one is below of, within its document. */
  #above(line: number): number | undefined {
    const indent = indentOf(this.#rendered[line - 1] ?? '');
    for (let at = line - 1; at >= 1; at -= 1) {
      const text = this.#rendered[at - 1] ?? '';
      if (text.startsWith('---')) return undefined;
      if (text.trim() !== '' && indentOf(text) < indent) return at;
    }
    return undefined;
  }
}

/** What is in a file exactly once, by its text and by its key; undefined = several times. */
interface Origin {
  readonly lines: ReadonlyMap<string, Position | undefined>;
  readonly keys: ReadonlyMap<string, Position | undefined>;
}

function originOf(file: string): Origin | undefined {
  const read = readText(file);
  if (!('text' in read)) return undefined;
  const lines = new Map<string, Position | undefined>();
  const keys = new Map<string, Position | undefined>();
  for (const [index, text] of read.text.split('\n').entries()) {
    const position = { line: index + 1, column: indentOf(text) + 1 };
    put(lines, plain(text), position);
    put(keys, keyOf(text), position);
  }
  return { lines, keys };
}

function put(places: Map<string, Position | undefined>, text: string, position: Position): void {
  if (text !== '') places.set(text, places.has(text) ? undefined : position);
}

/** Quotes and dashes of lists may change when YAML is written anew. */
const plain = (text: string): string => text.trim().replace(/^- +/, '').replaceAll(/["']/g, '');

const keyOf = (text: string): string => /^([\w./-]+):/.exec(plain(text))?.[1] ?? '';

const indentOf = (text: string): number => text.length - text.trimStart().length;
