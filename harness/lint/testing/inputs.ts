import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import { applyEdits, type TextEdit } from '../../core/text-edit.ts';
import { loadCompose } from '../../lib/compose/index.ts';
import { loadManifests } from '../../manifests/index.ts';
import type { Sample } from '../cases/cases.ts';
import { type Expectations, expectationsOf } from '../facts/input/expectations.ts';
import { type LintInput, lintInput } from '../facts/input/input.ts';

const FIXTURES = join(packageRoot(), 'fixtures');
const CONFIGS = join(packageRoot(), 'configs');
const CONFIG = 'rehearsal.yaml';

/** What the fixture deployment is expected to be. */
export const fixtureExpectations = expectationsOf(loadConfig(join(CONFIGS, CONFIG)));

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'lint-input-'));

/** For tests: a sample, read as its files would be: `manifests/manifests.yaml`, `compose.yaml`, `.env`, `config.yaml`. */
export async function exampleInput(sample: Sample, folder?: string): Promise<LintInput> {
  const root = folder ?? (await temporary());
  const { manifests, compose, env, lint, target } = sample;
  await mkdir(join(root, 'manifests'));
  await writeFile(join(root, 'manifests', 'manifests.yaml'), manifests);
  const set = await loadManifests(join(root, 'manifests'));
  const expected = lint === undefined ? fixtureExpectations : await withLint(root, lint);
  if (!compose) return lintInput(set, expected, undefined, target);
  await writeFile(join(root, 'compose.yaml'), compose);
  if (env) await writeFile(join(root, '.env'), env);
  return lintInput(set, expected, await loadCompose(join(root, 'compose.yaml')), target);
}

/** The section comes first, so that its lines have the same numbers whatever follows. */
async function withLint(root: string, lint: string): Promise<Expectations> {
  const rest = parseDocument(await readFile(join(CONFIGS, CONFIG), 'utf8'));
  rest.delete('lint');
  const file = join(root, 'config.yaml');
  await writeFile(file, `lint:\n${lint.trim().replace(/^(?=.)/gm, '  ')}\n${rest}`);
  return expectationsOf(loadConfig(file));
}

interface FixtureOptions {
  /** The folder of manifests; `dify` if none is given. */
  readonly set?: string;
  /** Where the copy is made; a temporary folder if none is given. */
  readonly folder?: string;
  readonly target?: string | undefined;
}

/** For tests: a copy of the fixture set and of its Compose deployment, with the edits made. */
export async function fixtureInput(
  edits: readonly TextEdit[] = [],
  { set = 'dify', folder, target }: FixtureOptions = {},
): Promise<LintInput> {
  const root = folder ?? (await temporary());
  for (const part of ['manifests', 'compose']) {
    await cp(join(FIXTURES, part), join(root, part), { recursive: true, dereference: true });
  }
  await cp(join(CONFIGS, CONFIG), join(root, CONFIG));
  await applyEdits(root, edits, 'an edit of the fixtures');
  const configured = edits.some(({ file }) => file === CONFIG);
  return lintInput(
    await loadManifests(join(root, 'manifests', set)),
    configured ? expectationsOf(loadConfig(join(root, CONFIG))) : fixtureExpectations,
    await loadCompose(join(root, 'compose', 'docker-compose.yaml')),
    target,
  );
}
