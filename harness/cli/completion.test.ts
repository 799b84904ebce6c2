import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { command } from '../provision/exec/index.ts';
import { COMPLETE, SCRIPTS } from './completion.ts';
import { runProgram } from './program.ts';
import { captureOutput } from './testing/capture-output.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});

async function complete(...words: string[]): Promise<string[]> {
  expect(await runProgram([COMPLETE, ...words], signal)).toBe(0);
  return printed.out.split('\n').filter((line) => line !== '');
}

test('verbs, but none that the help hides', async () => {
  const verbs = await complete('');
  expect(verbs).toEqual(expect.arrayContaining(['run', 'lint', 'completion']));
  expect(verbs).not.toContain('nightly');
});

test('the verb that was begun', async () => expect(await complete('verify')).toEqual(['verify-report']));

test('options of the verb that are not there yet', async () => {
  const options = await complete('run', '--quick', '--');
  expect(options).toEqual(expect.arrayContaining(['--scope', '--keep']));
  expect(options).not.toContain('--quick');
});

test('values of an option', async () =>
  expect(await complete('run', '--scope', 're')).toEqual(['rehearsal', 'release']));

test('values of an argument', async () => expect(await complete('completion', 'f')).toEqual(['fish']));

test('nothing where a file is expected, so that the shell offers files', async () => {
  expect(await complete('run', '--config', '')).toEqual([]);
});

test.each(Object.keys(SCRIPTS))('a script for %s', async (shell) => {
  expect(await runProgram(['completion', shell], signal)).toBe(0);
  expect(printed.out).toContain(`dify-e2e ${COMPLETE}`);
});

test('bash hands over what was typed, and takes what the program prints', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-completion-'));
  await writeFile(join(folder, 'dify-e2e'), '#!/bin/sh\nprintf "%s\\n" "$#" "$@"\n');
  await chmod(join(folder, 'dify-e2e'), 0o755);
  const typed = 'COMP_WORDS=(dify-e2e run ""); COMP_CWORD=2; _dify_e2e; printf "<%s>" "${COMPREPLY[@]}"';
  const { stdout } = await command('bash', ['-c', `${SCRIPTS.bash}\n${typed}`], {
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  expect(stdout).toBe(`<3><${COMPLETE}><run>`);
});
