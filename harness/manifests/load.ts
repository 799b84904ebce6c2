import { createHash } from 'node:crypto';
import { type ManifestObject, type ManifestSet, parseManifest } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';
import { type ManifestFile, readFolder } from './folder.ts';
import { empty, unreadable } from './load-errors.ts';
import { type RenderOptions, rendererOf } from './render/renderer.ts';

/**
 * Reads a manifest set: the files of a folder, or one file, or what a kustomization or a Helm chart in that folder
 * renders to with the program that is installed for it. The files are read and never written.
 * @throws UsageError `MANIFESTS_NOT_FOUND`, `MANIFESTS_EMPTY`, `MANIFESTS_UNREADABLE` with every problem of every file as
 *   `file:line: message`, or those of `renderManifests`.
 */
export async function loadManifests(root: string, options: RenderOptions = {}): Promise<ManifestSet> {
  const renderer = rendererOf(root);
  if (renderer === undefined) return setOfFiles(root, readFolder(root));
  // Programs are started only here: reading plain files need not load what that takes.
  const { renderManifests } = await import('./render/render.ts');
  return await renderManifests(renderer, root, options);
}

function setOfFiles(root: string, files: readonly ManifestFile[]): ManifestSet {
  const hash = createHash('sha256');
  const objects: ManifestObject[] = [];
  const problems: string[] = [];
  for (const { name, path, read } of files) {
    const file = shown(path);
    if ('text' in read) hash.update(`${name}\0${read.text}\0`);
    const parsed = 'text' in read ? parseManifest(file, read.text) : { objects: [], problems: [read.problem] };
    objects.push(...parsed.objects);
    problems.push(...parsed.problems.map(({ position, message }) => `${file}:${position.line}: ${message}`));
  }
  if (problems.length > 0) throw unreadable(root, problems, mendThem(root));
  if (objects.length === 0) throw empty(root, IN_A_SUBFOLDER, 'set manifests.path to the folder with your YAML files');
  return { root, objects, digest: hash.digest('hex') };
}

const IN_A_SUBFOLDER = 'the YAML files are in a sub-folder, and sub-folders are not read';

const mendThem = (root: string): string =>
  `fix the lines above, then: kubectl apply --dry-run=client -f ${shown(root)}`;
