import { join } from 'node:path';
import pLimit from 'p-limit';
import { HarnessError } from '../../core/errors.ts';
import { command } from './command.ts';

/** Serializes all Go builds of this process: one build uses two cores and several GB of memory. */
export const goQueue = pLimit(1);

/** @returns the environment of the harness's own Go builds: caches under `cacheDir`, never the user's. */
export function goEnvironment(cacheDir: string): Record<string, string> {
  return {
    GOPATH: join(cacheDir, 'go', 'path'),
    GOCACHE: join(cacheDir, 'go', 'build'),
    GOMODCACHE: join(cacheDir, 'go', 'mod'),
    // Otherwise module files are read-only, and prune could not remove them.
    GOFLAGS: '-modcacherw',
    GOWORK: 'off',
    CGO_ENABLED: '0',
  };
}

export interface GoInstall {
  /** The `go` program. */
  readonly go: string;
  readonly goPackage: string;
  readonly version: string;
  /** Directory for the binary. */
  readonly into: string;
  readonly cacheDir: string;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/**
 * Builds a Go package from the module proxy at an exact version, verified by the checksum database.
 * @throws HarnessError `GO_PROXY_UNREACHABLE` without a network, otherwise `GO_BUILD_FAILED`.
 */
export async function goInstall(job: GoInstall): Promise<void> {
  const target = `${job.goPackage}@v${job.version}`;
  await goQueue(() => runGo(job, ['install', '-trimpath', '-ldflags=-s -w', target], { GOBIN: job.into })).catch(
    (error: unknown) => {
      job.signal?.throwIfAborted();
      throw goError(target, error);
    },
  );
}

async function runGo(job: GoInstall, args: readonly string[], env: Record<string, string>): Promise<void> {
  await command(job.go, args, {
    env: { ...goEnvironment(job.cacheDir), ...env },
    timeoutMs: 20 * 60_000,
    ...(job.signal && { signal: job.signal }),
    ...(job.onLine && { onLine: job.onLine }),
  });
}

const UNREACHABLE =
  /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake timeout|network is unreachable/i;

/** @returns the error for a failed Go build, which distinguishes network and build failures. */
export function goError(target: string, error: unknown): HarnessError {
  const details = error instanceof HarnessError ? error.details : [];
  if (UNREACHABLE.test(details.join('\n'))) {
    return new HarnessError({
      code: 'GO_PROXY_UNREACHABLE',
      message: `${target} can't be built: the Go module proxy does not respond`,
      likely: 'no network, or GOPROXY points to an unreachable server',
      hint: `go env GOPROXY && go list -m ${target}   (behind a firewall: export GOPROXY=<your mirror>)`,
      details,
      cause: error,
    });
  }
  return new HarnessError({
    code: 'GO_BUILD_FAILED',
    message: `${target} could not be built`,
    hint: `go install ${target}`,
    details,
    cause: error,
  });
}
