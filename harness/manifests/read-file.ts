import { type FileNote, type ManifestObject, parseManifest } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';
import { isUnrendered, otherDocument, otherText } from './beside.ts';
import type { ManifestFile } from './folder.ts';

/** What a file holds: objects, or problems as `file:line: message`, or something else that is said in a note. */
export interface ReadFile {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly string[];
  readonly beside: readonly FileNote[];
}

/** Reads one file of a set. A file that is something else than manifests is no problem, but a note. */
export function readManifest({ name, path, read }: ManifestFile): ReadFile {
  const file = shown(path);
  if (!('text' in read)) return { objects: [], problems: [lineOf(file, read.problem)], beside: [] };
  const others = new Set<string>();
  const { objects, problems, broken } = parseManifest(file, read.text, (value) => {
    const other = isUnrendered(value) ? otherText('{{ .') : otherDocument(name, value);
    if (other) others.add(other);
    return other !== undefined;
  });
  const other = broken ? otherText(read.text) : undefined;
  if (other) return { objects: [], problems: [], beside: [{ file, message: other }] };
  return {
    objects,
    problems: problems.map((problem) => lineOf(file, problem)),
    beside: [...others].map((message) => ({ file, message })),
  };
}

const lineOf = (file: string, { position, message }: { position: { line: number }; message: string }): string =>
  `${file}:${position.line}: ${message}`;
