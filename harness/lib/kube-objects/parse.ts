import {
  type DuplicateKey,
  type FieldPath,
  parseYaml,
  type SourceDocument,
  type SourceProblem,
} from '../yaml-source/index.ts';
import type { KubernetesObject, ManifestObject } from './types.ts';

/** What one text yields: its objects, and what is wrong with it, by line. */
export interface ParsedManifest {
  /** Whether some of the text is no YAML. */
  readonly broken: boolean;
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Reads the text of one manifest file as `kubectl` does, all of its documents; Lists are taken apart.
 * @param isOther tells documents that are something else: they are left out.
 */
export function parseManifest(
  file: string,
  text: string,
  isOther: (value: unknown) => boolean = () => false,
): ParsedManifest {
  const { documents, problems } = parseYaml(text, { dialect: 'kubectl' });
  const objects: ManifestObject[] = [];
  const found = [...problems];
  for (const document of documents) {
    const { duplicates } = document;
    if (document.value !== null && isOther(document.value)) continue;
    for (const { value, path } of itemsOf(document.value, [])) {
      const fault = faultOf(value, path);
      if (fault) found.push({ position: document.at(fault.path), message: fault.message });
      else objects.push(placed(file, document, value as KubernetesObject, path, duplicates));
    }
  }
  return { broken: problems.length > 0, objects, problems: found.sort((a, b) => a.position.line - b.position.line) };
}

interface Item {
  readonly value: unknown;
  readonly path: FieldPath;
}

/** An empty document holds nothing; a List holds its items, as kubectl sees it. */
function itemsOf(value: unknown, path: FieldPath): Item[] {
  if (value === null || value === undefined) return [];
  if (!isRecord(value) || value.kind !== 'List' || !Array.isArray(value.items)) return [{ value, path }];
  return value.items.flatMap((item: unknown, index) => itemsOf(item, [...path, 'items', index]));
}

function placed(
  file: string,
  document: SourceDocument,
  object: KubernetesObject,
  base: FieldPath,
  all: readonly DuplicateKey[],
): ManifestObject {
  const { at } = document;
  const duplicates = all.flatMap(({ path, hidden }) =>
    base.every((key, index) => path[index] === key) ? [{ path: path.slice(base.length), hidden }] : [],
  );
  const repeated = duplicates.length > 0 ? { duplicates } : {};
  if (base.length === 0) return { file, line: at([]).line, object, at, ...repeated };
  return { file, line: at(base).line, object, at: (path) => at([...base, ...path]), ...repeated };
}

interface Fault {
  readonly path: FieldPath;
  readonly message: string;
}

/** What every Kubernetes object has; without it nothing can be said about the rest. */
function faultOf(value: unknown, path: FieldPath): Fault | undefined {
  if (!isRecord(value)) {
    return { path, message: 'not a Kubernetes object: a mapping with apiVersion, kind and metadata is expected' };
  }
  const fields: readonly (readonly [FieldPath, unknown])[] = [
    [['apiVersion'], value.apiVersion],
    [['kind'], value.kind],
    [['metadata', 'name'], isRecord(value.metadata) ? value.metadata.name : undefined],
  ];
  const missing = fields.filter(([, field]) => isAbsent(field)).map(([name]) => name.join('.'));
  if (missing.length > 0)
    return { path, message: `${missing.join(' and ')} missing: every Kubernetes object needs it` };
  const [wrong] = fields.filter(([, field]) => typeof field !== 'string');
  if (!wrong) return undefined;
  const message = `${wrong[0].join('.')} must be text: put ${JSON.stringify(wrong[1])} into quotes`;
  return { path: [...path, ...wrong[0]], message };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
