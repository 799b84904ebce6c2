import { createRequire } from 'node:module';
import { EnvHttpProxyAgent, request } from 'undici';
import { HarnessError, messageOf } from '../../core/errors.ts';
import { command } from './command.ts';
import { type Found, firstAccepted, isExecutable, programsNamed, type ResolvedTool } from './find.ts';
import { mirrored, type ObtainContext } from './obtain.ts';
import { TOOLS } from './versions.ts';

/**
 * Looks for a browser: `CHROME_PATH`, Playwright's own, then `PATH`.
 * @throws HarnessError `CHROME_PATH_INVALID` if the variable doesn't point to a browser: an explicit setting must not be silently
 *   ignored.
 */
export async function findChromium(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Found> {
  const pin = TOOLS.chromium;
  if (env.CHROME_PATH) return await fromVariable(env.CHROME_PATH, signal);
  const own = await playwrightsOwn();
  const found: Found = own === undefined ? { rejected: [] } : await firstAccepted(pin, [own], 'cache', signal);
  if (found.tool) return found;
  const paths = await Promise.all(pin.programs.map((program) => programsNamed(program, env.PATH)));
  return await firstAccepted(pin, paths.flat(), 'PATH', signal);
}

async function fromVariable(path: string, signal?: AbortSignal): Promise<Found> {
  const found = await firstAccepted(TOOLS.chromium, [path], 'PATH', signal);
  if (found.tool) return found;
  throw new HarnessError({
    code: 'CHROME_PATH_INVALID',
    message: `CHROME_PATH points to ${path}, which is not a Chromium ${TOOLS.chromium.range}`,
    hint: `"${path}" --version   (or: unset CHROME_PATH)`,
  });
}

/** @returns the browser in Playwright's cache (`npx playwright install`), if there is one. */
async function playwrightsOwn(): Promise<string | undefined> {
  // Loaded on demand: most verbs need no browser, and Playwright takes half a second to load.
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && (await isExecutable(path)) ? path : undefined;
}

/** Where Playwright downloads its browsers from. */
const PLAYWRIGHT_HOST = 'https://cdn.playwright.dev';

/** Installs Playwright's own browser into the user's cache. @returns it; undefined if its host does not answer or it does not start. */
export async function installChromium(
  env: NodeJS.ProcessEnv,
  context: ObtainContext,
): Promise<ResolvedTool | undefined> {
  const { mirror, signal, log, onFailure } = context;
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const host = mirrored(PLAYWRIGHT_HOST, mirror);
  try {
    await assertAnswers(host, signal);
    await command(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
      env: {
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000',
        ...(mirror === undefined ? {} : { PLAYWRIGHT_DOWNLOAD_HOST: host }),
      },
      timeoutMs: 10 * 60_000,
      ...(signal && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = `${host}: ${(error instanceof HarnessError ? error.details.at(-1) : undefined) ?? messageOf(error)}`;
    onFailure?.('chromium', reason);
    log?.(`chromium: no download (${reason})`);
  }
  const { tool } = await findChromium(env, signal);
  return tool && { ...tool, from: 'download' };
}

/** Playwright itself tries for minutes. Any answer will do. @throws if there is none. */
async function assertAnswers(url: string, signal?: AbortSignal): Promise<void> {
  const agent = new EnvHttpProxyAgent({ connect: { timeout: 5000 }, headersTimeout: 5000 });
  try {
    const answer = await request(url, { method: 'HEAD', dispatcher: agent, signal: signal ?? null });
    await answer.body.dump();
  } finally {
    void agent.destroy();
  }
}
