import type { Page } from '@playwright/test';

/** @returns the address of the console API that dify-web passes to its pages; `undefined` if it passes none. */
export const apiPrefixOf = (html: string): string | undefined => /\sdata-api-prefix="([^"]*)"/.exec(html)?.[1];

/**
 * From here on every page gets another address of the console API, before its scripts read it: as if dify-web were configured so.
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
