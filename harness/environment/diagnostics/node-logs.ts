import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';

export interface NodeLogs {
  /** Directory for the logs; created if needed. */
  readonly dir: string;
  /** Directory that only this user can read and that is removed with the run: it contains the logs until they are redacted. */
  readonly scratch: string;
  /** Writes the logs to a directory. @returns false if some could not be collected. */
  exportLogs(dir: string): Promise<boolean>;
}

/**
 * Saves the logs of the cluster's nodes, redacted file by file: nothing unmasked is ever written to the report's directory.
 * @returns the files that were written. What can't be collected becomes a line in `problems.txt`, never an exception.
 */
export async function keepNodeLogs({ dir, scratch, exportLogs }: NodeLogs): Promise<string[]> {
  const raw = await mkdtemp(join(scratch, 'node-logs-'));
  try {
    const complete = await exportLogs(raw);
    const files = await copyRedacted(raw, dir);
    if (!complete) await keepProblem(dir, 'some node logs could not be exported');
    return files;
  } catch (error) {
    await keepProblem(dir, messageOf(error));
    return [];
  } finally {
    await rm(raw, { recursive: true, force: true });
  }
}

async function copyRedacted(from: string, to: string): Promise<string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const target = join(to, file.slice(from.length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, redact(await readFile(file, 'utf8')));
  }
  return files.map((file) => file.slice(from.length + 1));
}

async function keepProblem(dir: string, problem: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'problems.txt'), `${redact(problem)}\n`);
}
