import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../core/errors.ts';
import { command } from '../exec/command.ts';
import { goEnvironment, goQueue } from '../exec/go.ts';
import { ensureCacheDir } from './cache.ts';

export interface WrapperJob {
  readonly repoDir: string;
  readonly cacheDir: string;
  readonly workDir: string;
  /** Finds the `go` program. */
  readonly go: () => Promise<string>;
  readonly signal?: AbortSignal;
}

/**
 * Builds the OCI runtime wrapper (standard library only: no network, under a second when warm).
 * @returns its path.
 * @throws HarnessError `ENGINE_WRAPPER_FAILED`, or the error of a missing Go.
 */
export async function buildWrapper(job: WrapperJob): Promise<string> {
  const target = join(await ensureCacheDir(job.workDir), 'runc-wrapper');
  const fresh = `${target}.${process.pid}.new`;
  const go = await job.go();
  try {
    await goQueue(() =>
      command(go, ['build', '-trimpath', '-ldflags=-s -w', '-o', fresh, '.'], {
        cwd: join(job.repoDir, 'fixtures', 'machine', 'runc-wrapper'),
        env: goEnvironment(job.cacheDir),
        ...(job.signal && { signal: job.signal }),
      }),
    );
  } catch (error) {
    job.signal?.throwIfAborted();
    throw new HarnessError({
      code: 'ENGINE_WRAPPER_FAILED',
      message: 'the runtime wrapper for a machine without CAP_SYS_RESOURCE could not be built',
      details: error instanceof HarnessError ? error.details : [],
      hint: 'cd fixtures/machine/runc-wrapper && go build .',
      cause: error,
    });
  }
  // A running engine may be starting the old one at this moment: never write into it.
  await rename(fresh, target);
  return target;
}
