import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { harnessVersion } from '../run/assemble.ts';
import { runProgram } from './program.ts';
import { captureOutput } from './testing/capture-output.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});
const run = (...args: string[]) => runProgram(args, signal);

describe('what was typed', () => {
  test.each([
    ['an unknown verb', ['rnu'], 'run'],
    ['an unknown option', ['lint', '--confg', 'x'], '--config'],
    ['an option without its value', ['lint', '--config'], '--config'],
    ['a value that is none of the choices', ['doctor', '--lang', 'fr'], 'en, zh'],
    ['options that contradict each other', ['down', '--all', '--run', 'r1'], '--all'],
    ['an argument too many', ['lint', 'one', 'two'], 'too many'],
    ['no verb at all', [], 'Usage'],
  ])('%s is a usage error that says what would be right', async (_, args, said) => {
    expect(await run(...args)).toBe(64);
    expect(printed.err).toContain(said);
    expect(printed.out).toBe('');
  });

  test.each([['--help'], ['lint --help'], ['down -h']])('%s is help on stdout, and no error', async (line) => {
    expect(await run(...line.split(' '))).toBe(0);
    expect(printed.out).toContain('Usage: dify-e2e');
    expect(printed.err).toBe('');
  });

  test('the help names the verbs and the exit codes', async () => {
    await run('--help');
    for (const word of ['doctor', 'lint', 'run', 'down', 'verify-report', '64 usage or config'])
      expect(printed.out).toContain(word);
  });

  test('--version is the version of the package', async () => {
    expect(await run('--version')).toBe(0);
    expect(printed.out.trim()).toBe(harnessVersion());
  });
});

describe('verbs that need an environment', () => {
  test.each(['test', 'diagnose'])('%s says so if there is none', async (verb) => {
    vi.spyOn(process, 'cwd').mockReturnValue(mkdtempSync(join(tmpdir(), 'program-')));
    await expect(run(verb)).rejects.toMatchObject({ name: 'UsageError', code: 'NO_ENVIRONMENT' });
  });
});
