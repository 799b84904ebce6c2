import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunRecord } from '../../core/model/run.ts';
import { LANGUAGES, type Language } from '../messages/translate.ts';
import { REPORTERS } from '../reporters/index.ts';
import { RECORD_FILE } from '../reporters/json.ts';

/**
 * Makes every format again from the record and compares: the same record gives the same bytes.
 * @returns a line for each file that says something else than the record.
 */
export async function madeAgain(run: RunRecord, dir: string): Promise<string[]> {
  const found = await Promise.all(LANGUAGES.map((language) => differing(run, dir, language)));
  // The language is not part of the record: the closer one is the one it was written in.
  const [files = []] = found.sort((a, b) => a.length - b.length);
  return files.map(
    (file) => `${file} is not what this version makes of ${RECORD_FILE}: it was edited, or another version made it`,
  );
}

async function differing(run: RunRecord, dir: string, language: Language): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'dify-e2e-again-'));
  try {
    const again = join(root, 'report');
    await mkdir(again);
    const made: string[] = [];
    await linkInputs(dir, again);
    for (const reporter of REPORTERS) made.push(...(await reporter.write(run, again, language)));
    const same = await Promise.all(made.map(async (file) => (await bytes(again, file)).equals(await bytes(dir, file))));
    return made.filter((_, index) => !same[index]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Reporters read evidence from the report's directory: subdirectories are only read, files in it may be written. */
async function linkInputs(dir: string, again: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true }))
    if (entry.isDirectory()) await symlink(resolve(dir, entry.name), join(again, entry.name), 'dir');
}

const bytes = (dir: string, file: string): Promise<Buffer> => readFile(join(dir, file)).catch(() => Buffer.alloc(0));
