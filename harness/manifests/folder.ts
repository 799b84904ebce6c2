import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { shown } from '../lib/text/index.ts';
import { type ReadText, readText } from '../lib/yaml-source/index.ts';

/** A file of a set: its name within the set, and what it says. */
export interface ManifestFile {
  readonly name: string;
  readonly path: string;
  readonly read: ReadText;
}

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads the `.yaml`, `.yml` and `.json` files of a folder by name, not its sub-folders (as `kubectl apply -f FOLDER`
 * does), or the one file that is named. A link that leads out of the project is not followed: its target would be quoted.
 * @throws UsageError `MANIFESTS_NOT_FOUND`.
 */
export function readFolder(root: string): ManifestFile[] {
  if (isFile(root)) return [{ name: basename(root), path: root, read: readText(root) }];
  const entries = entriesOf(root);
  const project = projectOf(root);
  return entries.map((entry) => {
    const path = join(root, entry.name);
    const strayed = entry.isSymbolicLink() ? targetOutside(path, project) : undefined;
    return { name: entry.name, path, read: strayed === undefined ? readText(path) : notFollowed(strayed) };
  });
}

/** @returns a folder's manifest files, by name. */
function entriesOf(root: string): Dirent[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && EXTENSIONS.includes(extname(entry.name)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw notFound(root, cause);
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
