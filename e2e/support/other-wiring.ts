import type { Page } from '@playwright/test';
import type { IngressClient } from '../../harness/index.ts';

/** The attribute by which dify-web tells its pages where the console API is, also where Next.js repeats it in a script. */
const PREFIX = /(data-api-prefix(?:\\*"|&quot;)?\s*[:=]\s*(?:\\*"|&quot;))([^"\\&]*)/g;

/** @returns the address of the console API that a page is given; `undefined` where it has none. */
export function apiPrefixOf(html: string): string | undefined {
  return [...html.matchAll(PREFIX)][0]?.[2];
}

/** @returns the page with another address of the console API. */
export function rewired(html: string, prefix: string): string {
  return html.replaceAll(PREFIX, (_, name: string) => `${name}${prefix}`);
}

/** From here on the page gets every document as if its web server had been told of another address of the console API. */
export async function rewire(page: Page, http: IngressClient, prefix: string): Promise<void> {
  await page.route('**/*', async (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document') return route.fallback();
    // Not by the route itself: that one would look the name up in the real DNS.
    const { status, headers, body } = await http.request(request.url());
    const { 'content-length': _, ...kept } = headers;
    return route.fulfill({ status, headers: kept, body: rewired(body, prefix) });
  });
}
