import type { Page } from '@playwright/test';

/** The attribute by which dify-web tells its pages where the console API is. @returns its value; `undefined` where there is none. */
export const apiPrefixOf = (html: string): string | undefined => /\sdata-api-prefix="([^"]*)"/.exec(html)?.[1];

/**
 * From here on each page finds another address of the console API in its body, before its scripts look there: as if its web server had
 * been told so.
 */
export async function rewire(page: Page, prefix: string): Promise<void> {
  await page.addInitScript((address) => {
    new MutationObserver((_, observer) => {
      if (document.body?.dataset.apiPrefix === undefined) return;
      observer.disconnect();
      document.body.dataset.apiPrefix = address;
    }).observe(document, { childList: true, subtree: true });
  }, prefix);
}
