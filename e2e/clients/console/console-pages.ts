import { expect, type Locator, type Page, type Response } from '@playwright/test';
import type { Account } from './console-session.ts';

/** Pages of the console by the texts that stay the same over Dify's 1.x versions, in English. */
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

/** A page that is alive makes its calls sooner; one that does not make them must not take all the time of the check. */
const CALL_MS = 30_000;

/**
 * The browser's next call of that method to `/console/api` + path. Ask for it before the click that causes it.
 * @param status that the answer must have to be the one; any unless told.
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

/** Signs in through the page, as a person does, and waits for the apps page. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/signin');
  const form = signInForm(page);
  await form.email.fill(email);
  await form.password.fill(password);
  const answer = callOf(page, 'POST', '/login');
  await form.submit.click();
  expect((await answer).status(), 'POST /login').toBe(200);
  await expect(page, 'signing in must lead to the apps page').toHaveURL(/\/apps/);
  await expect(page.getByText('Studio').first()).toBeVisible();
}
