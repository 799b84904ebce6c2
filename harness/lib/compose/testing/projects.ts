import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ComposeOptions } from '../index.ts';

/** For tests: the files of a Compose project, main file first, and the load options. */
export interface TestProject {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: ComposeOptions;
}

/** For tests: writes a project to its own directory, which is kept if the test fails. @returns the main file. */
export async function writeProject({ files }: TestProject): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'compose-'));
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') await rm(directory, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return join(directory, Object.keys(files)[0] ?? '');
}

/** For tests: one service with these lines of `environment`. */
export const withEnvironment = (
  lines: readonly string[],
  more: Readonly<Record<string, string>> = {},
): TestProject => ({
  files: {
    'compose.yaml': `services:\n  a:\n    image: i\n    environment:\n${lines.map((line) => `      ${line}\n`).join('')}`,
    ...more,
  },
});
/** For tests: one service with an env file. */
export const withEnvFile = (text: string, own = ''): TestProject => ({
  files: { 'compose.yaml': `services: {a: {image: i, env_file: a.env${own}}}`, 'a.env': text },
});
/** For tests: one service with additional lines. */
export const withService = (text: string, more: Readonly<Record<string, string>> = {}): TestProject => ({
  files: { 'compose.yaml': `services:\n  a:\n    image: i\n${text}`, ...more },
});
