import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, type Tags } from 'yaml';
import type { FieldPath, KubernetesObject, ManifestObject, Position } from './types.ts';

/** What one file yields: its objects, and what is wrong with it as `file:line: message`. */
export interface ParsedFile {
  readonly objects: ManifestObject[];
  readonly problems: string[];
}

/**
 * Reads one manifest file, all of its documents.
 * The rules are those of `kubectl`: YAML 1.1 booleans and octal numbers, but neither dates nor base 60.
 */
export function parseManifest(file: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', customTags: asKubectl, lineCounter: lines });
  const found: ParsedFile = { objects: [], problems: [] };
  if (!Array.isArray(documents)) return found;
  for (const document of documents) {
    const broken = document.errors.map((e) => `${file}:${e.linePos?.[0].line ?? 1}: not YAML: ${firstLine(e.message)}`);
    found.problems.push(...broken);
    if (broken.length === 0) takeDocument(found, file, document, lines);
  }
  return found;
}

const asKubectl = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || tag.format === 'TIME'));

function takeDocument(found: ParsedFile, file: string, document: Document.Parsed, lines: LineCounter): void {
  const value = toValue(document);
  if (value instanceof Error) {
    found.problems.push(`${file}:${positionIn(document, lines, []).line}: not YAML: ${value.message}`);
    return;
  }
  if (value === null || value === undefined) return;
  const items = isList(value) ? value.items.map((item, index) => ({ item, at: ['items', index] })) : [];
  for (const { item, at } of isList(value) ? items : [{ item: value, at: [] as FieldPath }]) {
    const place = (path: FieldPath) => positionIn(document, lines, [...at, ...path]);
    const lineAt = (path: FieldPath) => place(path).line;
    const missing = whatIsMissing(item);
    if (missing) found.problems.push(`${file}:${lineAt([])}: ${missing}`);
    else found.objects.push({ file, line: lineAt([]), object: item as KubernetesObject, lineAt, at: place });
  }
}

/** Aliases without an anchor, and too many of them, come to light only here. */
function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const isList = (value: unknown): value is { readonly items: readonly unknown[] } =>
  isRecord(value) && value.kind === 'List' && Array.isArray(value.items);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function whatIsMissing(value: unknown): string | undefined {
  if (!isRecord(value)) return 'not a Kubernetes object: a mapping with apiVersion, kind and metadata is expected';
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  const missing = [
    ...['apiVersion', 'kind'].filter((field) => !isText(value[field])),
    ...(isText(metadata.name) ? [] : ['metadata.name']),
  ];
  return missing.length === 0 ? undefined : `${missing.join(' and ')} missing: every Kubernetes object needs it`;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Where the field's key is, or the nearest ancestor that is there. */
function positionIn(document: Document.Parsed, lines: LineCounter, path: FieldPath): Position {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset;
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;
