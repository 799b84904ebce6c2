import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { HarnessError, messageOf } from '../../core/errors.ts';

/**
 * Starts a program that outlives this process, in a separate session: Ctrl-C does not reach it. Its output goes directly to the
 * log file; execa would pipe it through this process, and the program would die of a broken pipe once this process is gone.
 * @returns its process id.
 * @throws HarnessError `COMMAND_NOT_FOUND` if it can't be started.
 */
export async function startDetached(file: string, args: readonly string[], logFile: string): Promise<number> {
  await using log = await open(logFile, 'a');
  const child = spawn(file, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new HarnessError({
      code: 'COMMAND_NOT_FOUND',
      message: `${file} could not be started: ${messageOf(error)}`,
      hint: `${file} --version`,
      cause: error,
    });
  }
  child.unref();
  if (child.pid === undefined) throw new TypeError('a spawned process has an id');
  return child.pid;
}
