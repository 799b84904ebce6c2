import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { FileNote } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';
import { type ReadText, readText } from '../lib/yaml-source/index.ts';
import { marksIn } from './render/renderer.ts';

/** A file of a set: its name within the set, and what it says. */
export interface ManifestFile {
  readonly name: string;
  readonly path: string;
  readonly read: ReadText;
}

/** What a folder holds: files that may be manifests, and folders below it that are something else. */
export interface FolderContent {
  readonly files: readonly ManifestFile[];
  readonly beside: readonly FileNote[];
}

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** Deeper than any repository; a loop of links is not followed anyway. */
const MAX_DEPTH = 20;

/**
 * Reads the `.yaml`, `.yml` and `.json` files of a folder and of those below it, by name (as `kubectl apply -R -f FOLDER`
 * does), or the one file that is named. Hidden folders are left out; a chart or a kustomization below is a set of its own. A
 * link that leads out of the project is not followed: its target would be quoted.
 * @throws UsageError `MANIFESTS_NOT_FOUND`.
 */
export function readFolder(root: string): FolderContent {
  if (isFile(root)) return { files: [{ name: basename(root), path: root, read: readText(root) }], beside: [] };
  const beside: FileNote[] = [];
  const found = filesBelow(root, '', beside);
  const project = projectOf(root);
  const files = found.map(({ name, isLink }) => {
    const path = join(root, name);
    const strayed = isLink ? targetOutside(path, project) : undefined;
    return { name, path, read: strayed === undefined ? readText(path) : notFollowed(strayed) };
  });
  return { files, beside };
}

interface Found {
  readonly name: string;
  readonly isLink: boolean;
}

/** @returns the manifest files of a folder by name, then those of the folders below it. */
function filesBelow(root: string, below: string, beside: FileNote[], depth = 0): Found[] {
  const entries = entriesOf(join(root, below));
  const files = entries.filter((entry) => !entry.isDirectory() && EXTENSIONS.includes(extname(entry.name)));
  const folders = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
  return [
    ...files.map((entry) => ({ name: join(below, entry.name), isLink: entry.isSymbolicLink() })),
    ...folders.flatMap(({ name }) => {
      const inner = join(below, name);
      const note = depth < MAX_DEPTH ? setOfItsOwn(join(root, inner)) : 'lies too deep';
      if (note === undefined) return filesBelow(root, inner, beside, depth + 1);
      beside.push({ file: shown(join(root, inner)), message: note });
      return [];
    }),
  ];
}

/** @returns what a folder below is, where it is a set of its own. */
function setOfItsOwn(folder: string): string | undefined {
  const [mark] = marksIn(folder);
  if (mark === undefined) return undefined;
  return `is a ${mark.renderer === 'helm' ? 'Helm chart' : 'kustomization'}: lint it by itself, lint ${shown(folder)}`;
}

/** @returns a folder's entries, by name. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw notFound(folder, cause);
  }
}

/** @returns the repository that a folder is in; outside of any, the folder above it. */
function projectOf(root: string): string {
  const start = realpathSync(root);
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return dirname(start);
}

/** @returns where a link leads, if that is not within the project; undefined also for a link that leads nowhere. */
function targetOutside(link: string, project: string): string | undefined {
  try {
    const target = realpathSync(link);
    return relative(project, target).startsWith('..') ? target : undefined;
  } catch {
    return undefined;
  }
}

const notFollowed = (target: string): ReadText => ({
  problem: {
    position: { line: 1, column: 1 },
    message: `a symbolic link out of the project, to ${target}: copy the file into the folder`,
  },
});

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function notFound(root: string, cause: unknown): UsageError {
  return new UsageError({
    code: 'MANIFESTS_NOT_FOUND',
    message: `no manifest folder found at ${shown(root)}`,
    likely: 'manifests.path in the config is relative to the config file',
    hint: 'set manifests.path to the folder with your YAML files',
    cause,
  });
}
