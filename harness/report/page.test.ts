import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, printPage } from '../browser/browser.ts';
import { LANGUAGES, type Language } from './messages/translate.ts';
import { renderHtml } from './render.ts';
import { sampleParity } from './testing/sample-parity.ts';
import { sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { sampleSince } from './testing/sample-since.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const browser = await openBrowser();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const waivers = [{ check: 'rbac-present', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
const { subject } = sampleRun();
const images = [
  { ref: 'langgenius/dify-api:1.11.4', source: 'packages', double: true, digest: `sha256:${'a'.repeat(64)}` },
] as const;
const runs = {
  GO: sampleRun(),
  'NO-GO': {
    ...sampleNoGo(),
    parity: sampleParity(),
    waivers,
    sinceLastGo: sampleSince(),
    subject: { ...subject, images },
  },
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dify-e2e-page-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

async function open(run: (typeof runs)[keyof typeof runs], language: Language, options: object = {}) {
  if (!browser) throw new Error('unreachable: the tests are skipped without a browser');
  const file = join(dir, 'page.html');
  await writeFile(file, renderHtml(buildView(viewContext(run, language))));
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  return { page, [Symbol.asyncDispose]: () => context.close() };
}

const SCREENS = [
  { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { viewport: { width: 375, height: 812 }, colorScheme: 'light' },
] as const;

// Without Chromium on the machine these are reported as skipped: a run installs one.
describe.skipIf(!browser)('the page in a browser', () => {
  it.each(Object.keys(runs) as (keyof typeof runs)[])(
    '%s: axe finds nothing, whatever is open, on any screen',
    async (name) => {
      for (const screen of SCREENS) {
        await using opened = await open(runs[name], name === 'GO' ? 'zh' : 'en', screen);
        await opened.page.addScriptTag({ content: axe });
        const found = await opened.page.evaluate(async (): Promise<AxeResults['violations']> => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          const { axe: tool } = globalThis as unknown as { axe: typeof import('axe-core') };
          return (await tool.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations;
        });
        expect(
          found.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map(({ html, failureSummary }) => `${html} ${failureSummary}`)
                .join('\n')}`,
          ),
        ).toEqual([]);
      }
    },
    120_000,
  );

  it('is never wider than a phone, and shows the verdict and the first reason there without scrolling', async () => {
    for (const language of LANGUAGES) {
      await using opened = await open(runs['NO-GO'], language, SCREENS[2]);
      const { page } = opened;
      const width = () => {
        for (const part of document.querySelectorAll<HTMLDetailsElement>('details.part')) part.open = true;
        return document.documentElement.scrollWidth;
      };
      expect((await page.locator('.because .id').first().boundingBox())?.y).toBeLessThan(812);
      expect(await page.evaluate(width)).toBeLessThanOrEqual(375);
      expect((await page.locator('.badge').boundingBox())?.y).toBeLessThan(200);
    }
  }, 60_000);

  it('opens what a link points to, finds words, and goes back with Escape', async () => {
    await using opened = await open(runs['NO-GO'], 'en', SCREENS[0]);
    const { page } = opened;
    expect(await page.locator('#check-routing-web-host').isVisible()).toBe(false);
    await page.locator('.because a.id').first().click();
    expect(await page.locator('#check-routing-web-host').isVisible()).toBe(true);
    await page.keyboard.press('/');
    await page.keyboard.type('load-api');
    expect(await page.locator('#check-load-api').isVisible()).toBe(true);
    expect(await page.locator('#check-routing-web-host').isVisible()).toBe(false);
    expect(await page.locator('#find output').textContent()).toMatch(/^[1-9]/);
    await page.keyboard.press('Escape');
    expect(await page.locator('#check-routing-web-host').isVisible()).toBe(true);
  }, 60_000);

  it('is printed with everything that a reader of paper can no longer open', async () => {
    await using opened = await open(runs['NO-GO'], 'en', SCREENS[0]);
    await opened.page.emulateMedia({ media: 'print' });
    expect(await opened.page.getByText('expected: JSON with X-Version from dify-api').isVisible()).toBe(true);
    await printPage(join(dir, 'page.html'), join(dir, 'page.pdf'));
    expect((await readFile(join(dir, 'page.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);
});
