import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Undo } from '../../core/undo.ts';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { startDetached } from '../../provision/exec/detached.ts';

/** Starts a process that ends with the lab. @returns its id. */
export async function startOwned(
  argv: readonly string[],
  { files, undo }: { readonly files: string; readonly undo: Undo },
  name: string,
): Promise<number> {
  const [program = '', ...args] = argv;
  const id = await startDetached(program, args, join(files, `${name}.log`));
  undo.add(name, () => stop(id, name));
  return id;
}

async function stop(id: number, name: string): Promise<void> {
  const signal = (what: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(id, what);
    } catch {
      return false;
    }
  };
  signal('SIGTERM');
  const poll = async () => (signal(0) ? pending('it still runs') : ready(undefined));
  await waitFor({ subject: `the end of ${name}`, timeoutMs: 60_000, poll }).catch((error: unknown) => {
    signal('SIGKILL');
    throw error;
  });
}

/** @returns the command lines of a user's processes, without those that have ended and only wait for somebody to ask how. */
export async function processesOf(user: number): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map(async (id) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      if (Number(/^Uid:\t(\d+)/m.exec(status)?.[1]) !== user || /^State:\tZ/m.test(status)) return [];
      return [(await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim()];
    }),
  );
  return lines.flat();
}

/** Waits until a user has no processes: an interrupted program may still be undoing what it did. */
export async function waitForEndOf(user: number): Promise<void> {
  const poll = async () => ((await processesOf(user)).length === 0 ? ready(undefined) : pending('it still runs'));
  await waitFor({ subject: 'the end of the programs of the user', timeoutMs: 60_000, poll });
}
