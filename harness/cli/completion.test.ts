import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { beforeEach, expect, test, vi } from 'vitest';
import { command } from '../provision/exec/index.ts';
import { COMPLETE, candidates, SCRIPTS } from './completion.ts';
import { runProgram } from './program.ts';
import { captureOutput } from './testing/capture-output.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});

function complete(...words: string[]): string[] {
  const program = new Command('dify-e2e');
  program
    .command('run')
    .option('--quick', 'short')
    .option('-c, --config <file>', 'config')
    .addOption(new Option('--scope <scope>', 'scope').choices(['auto', 'rehearsal', 'release']));
  program.command('report');
  program.command('nightly', { hidden: true });
  program.command('completion').addArgument(new Argument('<shell>', 'shell').choices(['bash', 'fish']));
  return candidates(program, words);
}

test('verbs, but none that the help hides', () => {
  const verbs = complete('');
  expect(verbs).toEqual(expect.arrayContaining(['run', 'report', 'completion']));
  expect(verbs).not.toContain('nightly');
});

test('the verb that was begun', () => expect(complete('rep')).toEqual(['report']));

test('options of the verb that are not there yet', () => {
  expect(complete('run', '--quick', '--')).toEqual(['--config', '--scope', '--help']);
});

test('values of an option', () => expect(complete('run', '--scope', 're')).toEqual(['rehearsal', 'release']));

test('values of an argument', () => expect(complete('completion', 'f')).toEqual(['fish']));

test.each(['--config', '-c'])('nothing where a file is expected, so that the shell offers files: %s', (option) => {
  expect(complete('run', option, '')).toEqual([]);
});

test('the program asks its own verbs', async () => {
  expect(await runProgram([COMPLETE, 'completion', 'z'], signal)).toBe(0);
  expect(printed.out).toBe('zsh\n');
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
