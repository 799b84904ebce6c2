import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCompose } from '../compose/index.ts';
import { loadConfig } from '../config/index.ts';
import { loadManifests } from '../manifests/index.ts';
import { expectationsOf } from './input/expectations.ts';
import { type LintInput, lintInput } from './input/input.ts';
import type { Example, TextEdit } from './rule.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');

/** What the fixture deployment is expected to be. */
export const fixtureExpectations = expectationsOf(
  loadConfig(join(import.meta.dirname, '..', '..', 'configs', 'rehearsal.yaml')).config,
);

/** For tests: an example of a rule, read as its files would be. */
export async function exampleInput(example: Example): Promise<LintInput> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  await writeFile(join(folder, 'all.yaml'), example.manifests);
  const set = await loadManifests(folder);
  if (!example.compose) return lintInput(set, fixtureExpectations);
  const file = join(folder, 'compose.txt');
  await writeFile(file, example.compose);
  if (example.env) await writeFile(join(folder, '.env'), example.env);
  return lintInput(set, fixtureExpectations, await loadCompose(file, { envFile: join(folder, '.env') }));
}

/** For tests: a copy of the fixture set and of its Compose deployment, with the edits made. */
export async function fixtureInput(edits: readonly TextEdit[] = [], set = 'dify'): Promise<LintInput> {
  const folder = await mkdtemp(join(tmpdir(), 'fixtures-'));
  for (const part of ['manifests', 'compose']) {
    await cp(join(FIXTURES, part), join(folder, part), { recursive: true, dereference: true });
  }
  for (const edit of edits) await applyEdit(folder, edit);
  const compose = join(folder, 'compose');
  return lintInput(
    await loadManifests(join(folder, 'manifests', set)),
    fixtureExpectations,
    await loadCompose(join(compose, 'docker-compose.yaml'), { envFile: join(compose, '.env') }),
  );
}

async function applyEdit(folder: string, { file, replace, by }: TextEdit): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const times = text.split(replace).length - 1;
  if (times !== 1) throw new Error(`stale edit: "${replace}" is ${times} times in fixtures/${file}, not once`);
  await writeFile(
    path,
    text.replace(replace, () => by),
  );
}
