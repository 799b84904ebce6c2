import { expect, type Locator, type Page, type Response } from '@playwright/test';
import { type Contract, messageOf } from '../../../harness/index.ts';
import type { Account } from './console-session.ts';

/** Locators by the English texts that are the same in all 1.x versions of Dify. */
export const signInForm = (page: Page) => ({
  email: page.getByPlaceholder('Your email'),
  password: page.getByPlaceholder('Your password'),
  submit: page.getByRole('button', { name: 'Sign in', exact: true }),
});

export const initForm = (page: Page): { password: Locator; submit: Locator } => ({
  password: page.locator('input#password'),
  submit: page.getByRole('button', { name: 'Validate' }),
});

export const installForm = (page: Page) => ({
  heading: page.getByText('Setting up an admin account'),
  email: page.getByPlaceholder('Your email'),
  name: page.getByPlaceholder('Your username'),
  password: page.getByPlaceholder('Your password'),
  submit: page.getByRole('button', { name: 'Set up' }),
});

/** What the browser says of a navigation that another one has replaced. */
const REPLACED = /net::ERR_ABORTED|interrupted by another navigation/;
/** More redirects in a row than the console makes. */
const ATTEMPTS = 4;

/**
 * Opens a page. The console redirects by scripts, and more than once: after a logout it routes to the sign-in page, and every call that
 * was under way and gets a 401 goes there again. Such a redirect replaces this navigation, so it is begun anew.
 * @throws Error of any other navigation that fails.
 */
export async function visit(page: Pick<Page, 'goto' | 'waitForLoadState'>, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.goto(path);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !REPLACED.test(messageOf(error))) throw error;
      await page.waitForLoadState();
    }
  }
}

/** A working page makes its calls sooner; a broken one must not use up the check's timeout. */
const CALL_MS = 30_000;

/**
 * The browser's next call of that method to `/console/api` + path. Call this before the click that causes it.
 * @param status ignores responses with another status.
 */
export function callOf(page: Page, method: string, path: string, status?: number): Promise<Response> {
  return page.waitForResponse(
    (response) => {
      const { pathname } = new URL(response.url());
      if (status !== undefined && response.status() !== status) return false;
      return response.request().method() === method && pathname === `/console/api${path}`;
    },
    { timeout: CALL_MS },
  );
}

/**
 * Changes what the browser holds while no page is there that could act on it, then opens a page. One that sees a spoilt token renews it
 * at once; if that answer is lost because the page is loaded anew, so is the session: the refresh token is used up.
 */
export async function openAfter(page: Page, path: string, change: () => Promise<void>): Promise<void> {
  const calls = '**/console/api/**';
  await page.route(calls, (route) => route.abort());
  await change();
  await page.goto('about:blank');
  await page.unroute(calls);
  await visit(page, path);
}

/** Signs in through the page and waits for the page behind it. */
export async function signIn(page: Page, { email, password }: Account, { afterSignIn }: Contract): Promise<void> {
  await visit(page, '/signin');
  const form = signInForm(page);
  await form.email.fill(email);
  await form.password.fill(password);
  const answer = callOf(page, 'POST', '/login');
  await form.submit.click();
  expect((await answer).status(), 'POST /login').toBe(200);
  await expect(page, 'where signing in redirects').toHaveURL(afterSignIn);
  await expect(page.getByText('Studio').first()).toBeVisible();
}
