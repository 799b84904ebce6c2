import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { HarnessError } from '../core/errors.ts';
import { createTools } from '../provision/exec/index.ts';

/**
 * Starts the Chromium that a run would use, of `CHROME_PATH`, `PATH` or Playwright; nothing is installed.
 * @returns undefined if this machine has none.
 */
export async function openBrowser(): Promise<Browser | undefined> {
  const { tool } = await createTools({ cacheDir: '' }).find('chromium');
  if (!tool) return undefined;
  const { chromium } = await import('@playwright/test');
  return await chromium.launch({ executablePath: tool.path });
}

/**
 * Prints a page to A4. @param page path of an HTML file. @param pdf path of the file to write.
 * @throws HarnessError `BROWSER_MISSING`.
 */
export async function printPage(page: string, pdf: string): Promise<void> {
  const browser = await openBrowser();
  if (!browser)
    throw new HarnessError({
      code: 'BROWSER_MISSING',
      message: 'there is no Chromium to print the report with',
      likely: 'no run has installed one on this machine yet',
      hint: 'apt-get install -y chromium-headless-shell   (or: set CHROME_PATH, or print signoff.html from any browser)',
    });
  try {
    const tab = await browser.newPage({ javaScriptEnabled: false });
    await tab.goto(pathToFileURL(page).href);
    await tab.pdf({ path: pdf, format: 'A4', margin: { top: '14mm', right: '12mm', bottom: '14mm', left: '12mm' } });
  } finally {
    await browser.close();
  }
}
