import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { HarnessError, messageOf } from '../../core/errors.ts';

/** A process, distinguishable from a later one with the same id. */
const identity = z.strictObject({ pid: z.int().positive(), startTicks: z.string(), bootId: z.string() });
export type ProcessIdentity = z.infer<typeof identity>;

const engine = z.strictObject({
  process: identity.optional(),
  /** Set if systemd runs the engine, instead of a process of the harness. */
  systemdUnit: z.string().optional(),
  socket: z.string(),
  startedAt: z.string(),
});

const state = z.strictObject({
  /** Debian packages that the harness installed, including dependencies. */
  packages: z.array(z.strictObject({ name: z.string(), requested: z.boolean(), installedAt: z.string() })).default([]),
  engine: engine.optional(),
});

/** What the harness has changed on this machine, so that `prune` undoes exactly that. */
export type MachineState = z.infer<typeof state>;

const file = (cacheDir: string): string => join(cacheDir, 'machine.json');

/**
 * @returns the record; an empty one if there is none.
 * @throws HarnessError `MACHINE_STATE_UNREADABLE`: better to stop than to guess what may be removed.
 */
export async function readState(cacheDir: string): Promise<MachineState> {
  const text = await readFile(file(cacheDir), 'utf8').catch(() => '{}');
  try {
    return state.parse(JSON.parse(text));
  } catch (error) {
    throw new HarnessError({
      code: 'MACHINE_STATE_UNREADABLE',
      message: `${file(cacheDir)} is not a valid record of what was set up on this machine`,
      details: [messageOf(error)],
      hint: `inspect it, then: rm ${file(cacheDir)}`,
      cause: error,
    });
  }
}

/** Changes the record atomically: a reader sees the old or the new one. */
export async function updateState(
  cacheDir: string,
  change: (before: MachineState) => MachineState,
): Promise<MachineState> {
  const after = change(await readState(cacheDir));
  await mkdir(dirname(file(cacheDir)), { recursive: true });
  const next = `${file(cacheDir)}.${process.pid}.new`;
  await writeFile(next, `${JSON.stringify(after, undefined, 2)}\n`);
  await rename(next, file(cacheDir));
  return after;
}
