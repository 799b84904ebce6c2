import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { parseManifest } from './parse.ts';
import type { ManifestSet } from './types.ts';

/**
 * Reads the manifest set of a folder: its `.yaml`, `.yml` and `.json` files, by name, not its sub-folders
 * (as `kubectl apply -f FOLDER` does). The files are read and never written.
 * @throws UsageError `MANIFESTS_NOT_FOUND`, `MANIFESTS_EMPTY`, or `MANIFESTS_UNREADABLE` with every problem
 *   of every file as `file:line: message`.
 */
export async function loadManifests(root: string): Promise<ManifestSet> {
  const hash = createHash('sha256');
  const objects = [];
  const problems = [];
  for (const name of await manifestFiles(root)) {
    const text = await readFile(join(root, name), 'utf8');
    hash.update(`${name}\0${text}\0`);
    const parsed = parseManifest(shown(join(root, name)), text);
    objects.push(...parsed.objects);
    problems.push(...parsed.problems);
  }
  if (problems.length > 0) throw unreadable(root, problems);
  if (objects.length === 0) throw empty(root);
  return { root, objects, digest: hash.digest('hex') };
}

async function manifestFiles(root: string): Promise<string[]> {
  const names = await readdir(root).catch((cause: unknown) => {
    throw new UsageError({
      code: 'MANIFESTS_NOT_FOUND',
      message: `there is no folder of manifests at ${shown(root)}`,
      likely: 'manifests.path in the config is relative to the config file',
      hint: 'set manifests.path to the folder with your YAML files',
      cause,
    });
  });
  const files = names.filter((name) => ['.yaml', '.yml', '.json'].includes(extname(name))).sort();
  const overlay = files.find((name) => name.startsWith('kustomization.'));
  if (!overlay) return files;
  throw new UsageError({
    code: 'MANIFESTS_KUSTOMIZE',
    message: `${shown(join(root, overlay))} is an overlay, not a manifest`,
    hint: `kubectl kustomize ${shown(root)} > rendered/all.yaml, and set manifests.path to rendered`,
  });
}

function unreadable(root: string, problems: readonly string[]): UsageError {
  return new UsageError({
    code: 'MANIFESTS_UNREADABLE',
    message: `${problems.length} problem(s) in the manifests of ${shown(root)}`,
    details: problems,
    hint: `mend the lines above, then: kubectl apply --dry-run=client -f ${shown(root)}`,
  });
}

function empty(root: string): UsageError {
  return new UsageError({
    code: 'MANIFESTS_EMPTY',
    message: `${shown(root)} holds no Kubernetes object`,
    likely: 'the YAML files are in a sub-folder, and sub-folders are not read',
    hint: 'set manifests.path to the folder with your YAML files',
  });
}

/** A path as the person who started the run would write it. */
function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
