import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadConfig } from '../../core/config/index.ts';
import { loadCompose } from '../../lib/compose/index.ts';
import { loadManifests } from '../../manifests/index.ts';
import { type Expectations, expectationsOf } from '../facts/input/expectations.ts';
import { type LintInput, lintInput } from '../facts/input/input.ts';
import type { Example, TextEdit } from '../rule.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FIXTURES = join(ROOT, 'fixtures');
const CONFIG = 'rehearsal.yaml';

/** What the fixture deployment is expected to be. */
export const fixtureExpectations = expectationsOf(loadConfig(join(ROOT, 'configs', CONFIG)));

/** For tests: an example of a rule, read as its files would be. */
export async function exampleInput(example: Example): Promise<LintInput> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  await writeFile(join(folder, 'all.yaml'), example.manifests);
  const set = await loadManifests(folder);
  const expected = example.lint === undefined ? fixtureExpectations : await withLint(folder, example.lint);
  if (!example.compose) return lintInput(set, expected);
  const file = join(folder, 'compose.txt');
  await writeFile(file, example.compose);
  if (example.env) await writeFile(join(folder, '.env'), example.env);
  return lintInput(set, expected, await loadCompose(file));
}

async function withLint(folder: string, lint: string): Promise<Expectations> {
  const document = parseDocument(await readFile(join(ROOT, 'configs', CONFIG), 'utf8'));
  document.set('lint', parseDocument(lint).contents);
  await writeFile(join(folder, CONFIG), document.toString());
  return expectationsOf(loadConfig(join(folder, CONFIG)));
}

/** For tests: a copy of the fixture set and of its Compose deployment, with the edits made. */
export async function fixtureInput(edits: readonly TextEdit[] = [], set = 'dify'): Promise<LintInput> {
  const folder = await mkdtemp(join(tmpdir(), 'fixtures-'));
  for (const part of ['manifests', 'compose']) {
    await cp(join(FIXTURES, part), join(folder, part), { recursive: true, dereference: true });
  }
  await cp(join(ROOT, 'configs', CONFIG), join(folder, CONFIG));
  for (const edit of edits) await applyEdit(folder, edit);
  const configured = edits.some(({ file }) => file === CONFIG);
  return lintInput(
    await loadManifests(join(folder, 'manifests', set)),
    configured ? expectationsOf(loadConfig(join(folder, CONFIG))) : fixtureExpectations,
    await loadCompose(join(folder, 'compose', 'docker-compose.yaml')),
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
