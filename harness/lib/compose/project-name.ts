import { basename, dirname } from 'node:path';
import { readDocuments } from './document.ts';
import type { Environment, Setting } from './environment.ts';
import { textOf } from './node.ts';
import { Problems } from './problems.ts';

const NAME = 'COMPOSE_PROJECT_NAME';

/** @returns the environment with the project name, which Compose sets itself; determined on first use. */
export function withProjectName(environment: Environment, files: readonly string[]): Environment {
  if (environment.get(NAME)?.value) return environment;
  let name: string | undefined;
  const setting: Setting = {
    interpolated: [],
    get value() {
      name ??= nameOf(files, environment);
      return name;
    },
  };
  return new Map(environment).set(NAME, setting);
}

/** The last `name:` in the files, otherwise the directory name. */
function nameOf(files: readonly string[], environment: Environment): string {
  // Problems of the files are reported when their services are read.
  const problems = new Problems();
  const documents = files.flatMap((file) => readDocuments(file, (name) => environment.get(name), problems));
  const written = documents.map(({ root }) => textOf(root, 'name')).findLast((name) => name);
  return plainName(written ?? '') || plainName(basename(dirname(files[0] ?? '')));
}

/** Only `[a-z0-9_-]`, not starting with `_` or `-`, like compose-go (loader.NormalizeProjectName). */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
