import { HarnessError } from '../../core/errors.ts';
import { type Found, firstAccepted, isExecutable, programsNamed } from './find.ts';
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
