import type { ManifestObject } from '../../lib/kube-objects/index.ts';
import type { FieldPath, Position } from '../../lib/yaml-source/index.ts';
import { type Origin, OriginFile } from './origin.ts';
import { endsDocument, type Line, lineOf } from './outline.ts';

const TOP: Position = { line: 1, column: 1 };

/**
 * Finds rendered lines again in the files that they were made from. Where a line is there several times or not at all,
 * what it is below of is looked for, up to the object: a place is right or further up, as a rule.
 */
export class Tracer {
  readonly #rendered: readonly string[];
  readonly #files = new Map<string, OriginFile | undefined>();

  constructor(rendered: string) {
    this.#rendered = rendered.split('\n');
  }

  /** @returns the object as one of the file; its top where nothing else can be told. */
  traced(entry: ManifestObject, file: string): ManifestObject {
    const read = this.#read(file);
    const origin = read?.of(entry.object);
    const find = (path: FieldPath) => origin && this.#find(origin, entry.at(path).line);
    const top =
      find([]) ?? find(['kind']) ?? find(['metadata', 'name']) ?? read?.named(entry.object.metadata.name) ?? TOP;
    return { ...entry, file, line: top.line, at: (path) => find(path) ?? top };
  }

  #read(file: string): OriginFile | undefined {
    if (!this.#files.has(file)) this.#files.set(file, OriginFile.read(file));
    return this.#files.get(file);
  }

  #find(origin: Origin, line: number): Position | undefined {
    const way = this.#wayTo(line);
    for (let depth = way.length; depth > 0; depth -= 1) {
      const keys = way.slice(0, depth).map(({ key }) => key);
      const found = origin.find(keys, way[depth - 1]?.text ?? '');
      if (found) return found;
    }
    return undefined;
  }

  /** @returns the lines that this one is below of, the outermost first, and itself. */
  #wayTo(line: number): Line[] {
    const way: Line[] = [];
    for (let at = line; at >= 1; at -= 1) {
      const source = this.#rendered[at - 1] ?? '';
      if (endsDocument(source)) break;
      const found = lineOf(source);
      if (found && found.indent < (way[0]?.indent ?? Number.POSITIVE_INFINITY)) way.unshift(found);
      if (found?.indent === 0) break;
    }
    return way;
  }
}
