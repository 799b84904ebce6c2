import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, interceptors, request } from 'undici';
import { HarnessError, messageOf } from '../../core/errors.ts';
import type { PinnedDownload } from './versions.ts';

/** Idle timeout of a download. */
const SILENCE_MS = 5_000;
/** Total timeout of a slow download: by then, building is faster. */
const TOTAL_MS = 120_000;

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
      const digest = await save(file.url, target, silenceMs, signal).catch(async (error: unknown) => {
        await rm(target, { force: true });
        signal?.throwIfAborted();
        givenUp.set(host, messageOf(error));
        throw refused(file.url, messageOf(error), error);
      });
      if (digest === file.sha256) return;
      await rm(target, { force: true });
      throw checksumError(file, digest);
    },
  };
}

async function save(url: string, target: string, silenceMs: number, signal?: AbortSignal): Promise<string> {
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: silenceMs },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });
  const deadline = AbortSignal.timeout(TOTAL_MS);
  try {
    const answer = await request(url, {
      dispatcher: agent.compose(interceptors.redirect({ maxRedirections: 5 })),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}`);
    const hash = createHash('sha256');
    await pipeline(answer.body, hashing(hash), createWriteStream(target, { mode: 0o755 }));
    return hash.digest('hex');
  } finally {
    void agent.destroy();
  }
}

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

function refused(url: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError({ code: 'DOWNLOAD_REFUSED', message: `can't download ${url}: ${why}`, cause });
}

function checksumError(file: PinnedDownload, digest: string): HarnessError {
  return new HarnessError({
    code: 'DOWNLOAD_CHECKSUM',
    message: `${file.url} does not match its pinned checksum; it was deleted`,
    likely: 'a proxy or captive portal responded instead of the release server',
    details: [`expected sha256 ${file.sha256}`, `received sha256 ${digest}`],
  });
}
