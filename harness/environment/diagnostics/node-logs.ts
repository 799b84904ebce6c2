import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';

export interface NodeLogs {
  /** Folder for what is kept; made when it is not there. */
  readonly dir: string;
  /** Folder that only this user can read, and that goes with the run: the logs are in it until they are redacted. */
  readonly scratch: string;
  /** Writes the logs below a folder. @returns false when some could not be collected. */
  exportLogs(dir: string): Promise<boolean>;
}

/**
 * Keeps the logs of the cluster's nodes, redacted file by file: what is not masked yet never lies in the report's folder.
 * @returns the files that were written. What can't be collected is a line in `problems.txt`, never an exception.
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
