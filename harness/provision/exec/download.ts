import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pRetry, { AbortError } from 'p-retry';
import { EnvHttpProxyAgent, interceptors, request } from 'undici';
import { HarnessError, messageOf } from '../../core/errors.ts';
import type { PinnedDownload } from './versions.ts';

/** Idle timeout of a download. */
const SILENCE_MS = 5_000;
/** Total timeout of a slow download: by then, building is faster. */
const TOTAL_MS = 300_000;
/** A connection that breaks is taken up again where it broke. */
const RETRIES = 2;

export interface Downloader {
  /**
   * Downloads the file and verifies it. The file is removed if anything is wrong with it.
   * @throws HarnessError `DOWNLOAD_REFUSED` (also for every later file of a host that failed once), `DOWNLOAD_CHECKSUM`.
   */
  fetch(file: PinnedDownload, target: string, signal?: AbortSignal): Promise<void>;
}

/** @param silenceMs idle timeout in milliseconds. */
export function createDownloader(silenceMs = SILENCE_MS): Downloader {
  const givenUp = new Map<string, string>();
  return {
    async fetch(file, target, signal) {
      const host = new URL(file.url).host;
      const reason = givenUp.get(host);
      if (reason !== undefined) throw refused(file.url, `skipped because of an earlier failure in this run: ${reason}`);
      const part = `${target}.part`;
      try {
        await save(file.url, part, silenceMs, signal);
        const digest = await digestOf(part);
        if (digest !== file.sha256) throw checksumError(file, digest);
        await chmod(part, 0o755);
        await rename(part, target);
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof HarnessError) throw error;
        givenUp.set(host, messageOf(error));
        throw refused(file.url, messageOf(error), error);
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}

async function save(url: string, target: string, silenceMs: number, signal?: AbortSignal): Promise<void> {
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: silenceMs },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });
  const deadline = AbortSignal.timeout(TOTAL_MS);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: 5 }));
  try {
    await pRetry(() => attempt(url, target, { dispatcher, signal: either }), {
      ...{ retries: RETRIES, minTimeout: 200, signal: either },
    });
  } finally {
    void agent.destroy();
  }
}

type Means = Pick<NonNullable<Parameters<typeof request>[1]>, 'dispatcher'> & { readonly signal: AbortSignal };

/** One request, for what is still missing. Only what has begun, or a busy server, is worth another one. */
async function attempt(url: string, target: string, means: Means): Promise<void> {
  const { size: from } = await stat(target).catch(() => ({ size: 0 }));
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  const answer = await request(url, { ...means, headers }).catch((error: unknown) => {
    throw from > 0 ? error : new AbortError(error instanceof Error ? error : String(error));
  });
  const { statusCode, body } = answer;
  if (statusCode !== 200 && statusCode !== 206) {
    await body.dump();
    const error = new Error(`HTTP ${statusCode}`);
    throw statusCode === 429 || statusCode >= 500 ? error : new AbortError(error);
  }
  // A server that knows no ranges begins again.
  await pipeline(body, createWriteStream(target, { flags: from > 0 && statusCode === 206 ? 'a' : 'w' }));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function refused(url: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError({
    code: 'DOWNLOAD_REFUSED',
    message: `can't download ${url}: ${why}`,
    hint: `curl -fLO ${url}   or point tools.mirror in the config at a server that has it`,
    cause,
  });
}

function checksumError(file: PinnedDownload, digest: string): HarnessError {
  return new HarnessError({
    code: 'DOWNLOAD_CHECKSUM',
    message: `${file.url} does not match its pinned checksum; it was deleted`,
    likely:
      'a proxy or captive portal responded instead of the release server, or the mirror has another file under this name',
    details: [`expected sha256 ${file.sha256}`, `received sha256 ${digest}`],
    hint: `curl -fL ${file.url} | sha256sum   then correct the mirror or proxy, or put the program on PATH`,
  });
}
