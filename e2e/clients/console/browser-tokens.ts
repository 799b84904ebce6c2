import type { Page } from '@playwright/test';
import type { Contract } from '../../../harness/index.ts';
import { TOKEN_NAMES, type Tokens } from './console-tokens.ts';

type Held = Pick<Tokens, 'access' | 'refresh' | 'csrf'>;

/** Where the pages of older versions keep their tokens: names in localStorage. */
const STORED = { access: 'console_token', refresh: 'refresh_token' } as const;

/** @returns the tokens that the browser holds for the console; empty strings for missing ones. */
export async function heldTokens(page: Page, { auth }: Contract): Promise<Held> {
  if (auth === 'bearer') {
    const read = (name: string) => page.evaluate((key) => localStorage.getItem(key) ?? '', name);
    return { access: await read(STORED.access), refresh: await read(STORED.refresh), csrf: '' };
  }
  const cookies = await page.context().cookies();
  const value = (name: string) => cookies.find((one) => one.name.replace('__Host-', '') === name)?.value ?? '';
  const { access, refresh, csrf } = TOKEN_NAMES;
  return { access: value(access), refresh: value(refresh), csrf: value(csrf) };
}

/** @returns the tokens that a signed-in browser should have with this version, but this one doesn't. */
export async function missingTokens(page: Page, contract: Contract): Promise<string[]> {
  const held = await heldTokens(page, contract);
  const wanted =
    contract.auth === 'bearer' ? (['access', 'refresh'] as const) : (['access', 'refresh', 'csrf'] as const);
  return wanted.filter((name) => held[name] === '');
}

/**
 * As if the access token had expired: the browser drops its cookie and the CSRF cookie, which expires with it; a token in
 * localStorage stays there, but is no longer valid.
 */
export async function expireAccess(page: Page, contract: Contract, expired: string): Promise<void> {
  if (contract.auth === 'bearer') return replaceAccess(page, contract, expired);
  await page.context().clearCookies({ name: /^(__Host-)?(access|csrf)_token$/ });
}

/** Replaces the browser's access token. */
export async function replaceAccess(page: Page, { auth }: Contract, token: string): Promise<void> {
  if (auth === 'bearer')
    return page.evaluate(([key, value]) => localStorage.setItem(key, value), [STORED.access, token] as const);
  const name = new RegExp(`^(__Host-)?${TOKEN_NAMES.access}$`);
  const cookies = (await page.context().cookies()).filter((cookie) => name.test(cookie.name));
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, value: token })));
}
