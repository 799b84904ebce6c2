import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { docker } from '../../environment/engine/index.ts';
import type { LabMachine } from './machine.ts';
import { type LabPlaces, REGISTRY } from './places.ts';

const info = z.object({
  DefaultRuntime: z.string(),
  Runtimes: z.record(z.string(), z.object({ path: z.string() })),
});

/**
 * Writes the settings of the machine's engine: the public names come from the registry on its loopback. A wrapper around runc that this
 * machine needs is taken over.
 * @returns the arguments that start it.
 */
export async function engineArguments({ files }: LabPlaces): Promise<string[]> {
  const { stdout } = await docker(['info', '--format', '{{json .}}']);
  const { DefaultRuntime: runtime, Runtimes } = info.parse(JSON.parse(stdout));
  const path = Runtimes[runtime]?.path ?? '';
  const settings = {
    'log-level': 'warn',
    'registry-mirrors': [`http://${REGISTRY}`],
    ...(path.startsWith('/') && {
      runtimes: { [runtime]: { path: await kept(path, files) } },
      'default-runtime': runtime,
    }),
  };
  const file = join(files, 'daemon.json');
  await writeFile(file, JSON.stringify(settings));
  return ['--config-file', file];
}

/** The folder that it is in may be hidden in the machine. */
async function kept(program: string, files: string): Promise<string> {
  const copy = join(files, 'oci-runtime');
  await mkdir(files, { recursive: true });
  await copyFile(program, copy);
  return copy;
}

/** @throws HarnessError when the engine does not answer within 30 s. */
export async function waitForEngine(machine: LabMachine): Promise<void> {
  const poll = async () => {
    const { exitCode, stderr } = await machine.run(['docker', 'version'], { allowFailure: true });
    return exitCode === 0 ? ready(undefined) : pending(stderr.trim());
  };
  await waitFor({ subject: 'the engine of the lab', timeoutMs: 30_000, intervalMs: 200, poll });
}

/** A lab that was interrupted has containers, which would outlive an engine that is killed. */
export async function removeContainers(machine: LabMachine): Promise<void> {
  const { stdout } = await machine.run(['docker', 'ps', '--all', '--quiet']);
  const ids = stdout.split('\n').filter((id) => id !== '');
  if (ids.length > 0) await machine.run(['docker', 'rm', '--force', '--volumes', ...ids]);
}
