import { shown } from '../text/index.ts';
import { type FieldPath, parseYaml, type SourceDocument } from '../yaml-source/index.ts';
import { type Setting, withTheirs } from './environment.ts';
import { placeIn, readFile } from './files.ts';
import { goNumber, isAmbiguous } from './go-number.ts';
import { goTime, mayBeTime } from './go-time.ts';
import type { ComposeNode, ListNode, MappingNode, ScalarNode } from './node.ts';
import type { Problems } from './problems.ts';
import { type Lookup, substitute, TemplateError } from './template.ts';
import type { ComposePlace } from './types.ts';

/** One document of a Compose file after interpolation. */
export interface ComposeDocument {
  readonly root: MappingNode;
  /** Paths that `!reset` and `!override` clear in the documents that this one is merged onto. */
  readonly cleared: readonly FieldPath[];
}

/** @returns the documents of a Compose file; invalid ones are recorded as problems. */
export function readDocuments(path: string, lookup: Lookup<Setting>, problems: Problems): ComposeDocument[] {
  const text = readFile(path, problems);
  if (text === undefined) return [];
  const parsed = parseYaml(text, { dialect: 'compose' });
  for (const { position, message } of parsed.problems) {
    problems.add('COMPOSE_UNREADABLE', placeIn(path, position), message);
  }
  return parsed.documents.flatMap((document) => {
    const reader = new DocumentReader(document, { path, text, lookup, problems });
    const root = reader.node(document.value, []);
    if (root?.kind === 'mapping') return [{ root, cleared: reader.cleared }];
    problems.add('COMPOSE_UNREADABLE', placeIn(path, document.at([])), 'not a Compose file: expected `services:`');
    return [];
  });
}

interface ReadContext {
  readonly path: string;
  readonly text: string;
  readonly lookup: Lookup<Setting>;
  readonly problems: Problems;
}

type Content = Pick<ListNode, 'items'> | Pick<MappingNode, 'fields'>;

class DocumentReader {
  readonly cleared: FieldPath[] = [];
  readonly #document: SourceDocument;
  readonly #context: ReadContext;
  readonly #file: string;
  readonly #hasTags: boolean;
  #lines: readonly string[] | undefined;
  /** The target of several aliases is read only once. */
  readonly #known = new Map<object, Content>();

  constructor(document: SourceDocument, context: ReadContext) {
    this.#document = document;
    this.#context = context;
    this.#file = shown(context.path);
    this.#hasTags = /!(?:reset|override)\b/.test(context.text);
  }

  /** @returns undefined for values removed by `!reset`. */
  node(value: unknown, path: FieldPath): ComposeNode | undefined {
    if (this.#hasTags && this.#isReset(path)) return undefined;
    const at = lazyPlace(this.#file, this.#document, path);
    if (typeof value !== 'object' || value === null) return this.#scalar(value, at, path);
    const known = this.#hasTags ? undefined : this.#known.get(value);
    const content = known ?? this.#content(value, path);
    this.#known.set(value, content);
    return 'items' in content ? { kind: 'list', ...content, at } : { kind: 'mapping', ...content, at };
  }

  #content(value: object, path: FieldPath): Content {
    if (Array.isArray(value)) {
      return {
        items: value.map((item, index) => this.node(item, [...path, index])).filter((item) => item !== undefined),
      };
    }
    const fields = new Map<string, ComposeNode>();
    for (const [name, field] of Object.entries(value)) {
      const node = this.node(field, [...path, name]);
      if (node) fields.set(name, node);
    }
    return { fields };
  }

  #isReset(path: FieldPath): boolean {
    const tag = this.#document.tagAt(path);
    if (tag === '!reset' || tag === '!override') this.cleared.push(path);
    return tag === '!reset';
  }

  #scalar(value: unknown, at: ComposePlace, path: FieldPath): ScalarNode {
    if (typeof value === 'string') return this.#interpolated(this.#timeOf(value, path) ?? value, at);
    const plain = { kind: 'scalar', at, interpolated: [] } as const;
    if (typeof value === 'number')
      return { ...plain, value, text: goNumber(value, isAmbiguous(value) ? this.#plainSource(path) : undefined) };
    return typeof value === 'boolean' ? { ...plain, value, text: String(value) } : { ...plain, value: null, text: '' };
  }

  #interpolated(written: string, at: ComposePlace): ScalarNode {
    const { lookup, problems } = this.#context;
    try {
      const { text, names, sole } = substitute(written, lookup);
      return { kind: 'scalar', value: text, text, at, interpolated: withTheirs(names, lookup), sole };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      problems.add('COMPOSE_INTERPOLATION', at, error.message);
      return { kind: 'scalar', value: written, text: written, at, interpolated: [] };
    }
  }

  /** Compose does not treat an unquoted date as a string. */
  #timeOf(value: string, path: FieldPath): string | undefined {
    if (!mayBeTime(value) || this.#document.tagAt(path) !== undefined) return undefined;
    return this.#plainSource(path) === undefined ? undefined : goTime(value);
  }

  /** @returns the first word of a plain value, neither quoted nor a block scalar. */
  #plainSource(path: FieldPath): string | undefined {
    this.#lines ??= this.#context.text.split('\n');
    const { line, column } = this.#document.positionOfValue(path);
    return /^[-+.\w]+/.exec(this.#lines[line - 1]?.slice(column - 1) ?? '')?.[0];
  }
}

/** A place that is computed on demand, because most are never needed. */
function lazyPlace(file: string, document: SourceDocument, path: FieldPath): ComposePlace {
  return {
    file,
    get position() {
      return document.at(path);
    },
  };
}
