import { HarnessError, messageOf } from '../../core/errors.ts';
import { docker } from './docker.ts';

/** Label of every volume that belongs to no run and only saves time; its value says what for. */
export const CACHE_LABEL = 'dify-e2e.cache';

/** @returns the names of the volumes that keep something for later runs; none without a Docker client or a running engine. */
export async function cacheVolumes(): Promise<string[]> {
  const args = ['volume', 'ls', '--filter', `label=${CACHE_LABEL}`, '--format', '{{.Name}}'];
  const { exitCode, stdout } = await docker(args, { allowFailure: true, timeoutMs: 30_000 }).catch(noClient);
  return exitCode === 0 ? stdout.split('\n').filter((name) => name !== '') : [];
}

function noClient(error: unknown) {
  if (error instanceof HarnessError && error.code === 'COMMAND_NOT_FOUND') return { exitCode: 127, stdout: '' };
  throw error;
}

/** Removes those volumes. @returns a line for each, also for one that is in use and stays. */
export async function removeCacheVolumes(): Promise<string[]> {
  const names = await cacheVolumes();
  return Promise.all(
    names.map((name) =>
      docker(['volume', 'rm', name], { timeoutMs: 120_000 }).then(
        () => `removed volume ${name}`,
        (error: unknown) => `kept volume ${name}: ${messageOf(error)}`,
      ),
    ),
  );
}
