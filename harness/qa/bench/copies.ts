import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A directory of manifests, and its number of objects. */
export interface SizedSet {
  readonly folder: string;
  readonly objects: number;
  readonly bytes: number;
}

/**
 * Writes copies of a set to a directory, one file each, until it contains about that many objects. The objects of each copy have
 * unique names and refer to each other, so that rules treat each copy like the first.
 * @param source directory of the set; its objects are named `dify-…`.
 */
export async function writeCopies(source: string, folder: string, objects: number): Promise<SizedSet> {
  const documents = await documentsOf(source);
  const [once, copied] = [documents.filter(isShared), documents.filter((document) => !isShared(document))];
  const copies = Math.max(1, Math.round((objects - once.length) / copied.length));
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  for (let number = 0; number < copies; number += 1) {
    const text = [...(number === 0 ? once : []), ...copied.map((document) => renamed(document, number))].join('---\n');
    bytes += text.length;
    await writeFile(join(folder, `${String(number).padStart(5, '0')}.yaml`), text);
  }
  return { folder, objects: once.length + copies * copied.length, bytes };
}

/** @returns a directory of manifests, unchanged. */
export async function sizeOf(folder: string): Promise<SizedSet> {
  const documents = await documentsOf(folder);
  return { folder, objects: documents.length, bytes: documents.join('').length };
}

async function documentsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.split(/^---\n/m)).filter((text) => /^kind:/m.test(text));
}

/** The namespace exists only once. */
const isShared = (document: string): boolean => /^kind: Namespace$/m.test(document);

/** Names of objects and hosts start with `dify-` or `dify.`; image names are kept. */
const renamed = (document: string, number: number): string =>
  number === 0 ? document : document.replaceAll(/(?<!langgenius\/|[\w.-])dify(?=[-.][a-z])/g, `dify-${number}`);
