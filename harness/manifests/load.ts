import { createHash } from 'node:crypto';
import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';
import { withoutCopies } from './copies.ts';
import { readFolder } from './folder.ts';
import { empty, unreadable } from './load-errors.ts';
import { type ReadFile, readManifest } from './read-file.ts';
import { type RenderOptions, rendererOf } from './render/renderer.ts';

/**
 * Reads a manifest set: the files of a folder and of those below it, or one file, or what a kustomization or a Helm chart in
 * that folder renders to with the program that is installed for it. The files are read and never written. What lies beside
 * the manifests, a Compose file or a chart's values, is not read and is named in `beside`.
 * @throws UsageError `MANIFESTS_NOT_FOUND`, `MANIFESTS_EMPTY`, `MANIFESTS_UNREADABLE` with every problem of every file as
 *   `file:line: message`, or those of `renderManifests`.
 */
export async function loadManifests(root: string, options: RenderOptions = {}): Promise<ManifestSet> {
  const renderer = rendererOf(root);
  if (renderer === undefined) return setOfFiles(root);
  // Programs are started only here: reading plain files need not load what that takes.
  const { renderManifests } = await import('./render/render.ts');
  return await renderManifests(renderer, root, options);
}

function setOfFiles(root: string): ManifestSet {
  const { files, beside: folders } = readFolder(root);
  const hash = createHash('sha256');
  const all: (ReadFile & { readonly name: string })[] = [];
  for (const file of files) {
    if ('text' in file.read) hash.update(`${file.name}\0${file.read.text}\0`);
    all.push({ ...readManifest(file), name: file.name });
  }
  const { files: read, beside: copies } = withoutCopies(root, all);
  const problems = read.flatMap((file) => file.problems);
  if (problems.length > 0) throw unreadable(root, problems, mendThem(root));
  const objects = read.flatMap((file) => file.objects);
  const beside = [...folders, ...copies, ...read.flatMap((file) => file.beside)];
  if (objects.length === 0) throw empty(root, NOTHING_HERE, 'pass the folder with your YAML files', beside);
  return { root, objects, ...(beside.length > 0 ? { beside } : {}), digest: hash.digest('hex') };
}

const NOTHING_HERE = 'the YAML files are in another folder';

const mendThem = (root: string): string =>
  `fix the lines above, then: kubectl apply --dry-run=client -f ${shown(root)}`;
