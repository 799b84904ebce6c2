import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { missingTokens } from '../../clients/console/browser-tokens.ts';
import { callOf, signIn, signInForm, visit } from '../../clients/console/console-pages.ts';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
} as const;

// Fails on: a COOKIE_DOMAIN of another domain: the login returns 200, but the browser rejects its cookies.
test(
  'An administrator can sign in on the sign-in page and sees the apps page, also after a reload and in a new tab',
  check({
    ...declared,
    id: 'login-sign-in',
    dependsOn: ['login-first-setup'],
    faults: [{ kind: 'switch', name: 'apps-page-empty', part: 'web' }],
    remediation:
      'Check CONSOLE_API_URL, COOKIE_DOMAIN and NEXT_PUBLIC_COOKIE_DOMAIN: the browser must accept and send the cookies.',
  }),
  async ({ env, page, context, contract, note, measure }) => {
    const started = performance.now();
    await signIn(page, env.admin, contract);
    measure('sign-in until the apps page', performance.now() - started, 'ms');
    expect(await missingTokens(page, contract), 'tokens missing from the browser after signing in').toEqual([]);
    const profile = callOf(page, 'GET', '/account/profile');
    await page.reload();
    expect((await profile).status(), 'the profile after a reload').toBe(200);
    await expect(page, 'a reload must keep the session').toHaveURL(contract.afterSignIn);
    const tab = await context.newPage();
    await visit(tab, '/signin');
    await expect(tab, 'where the sign-in page redirects a signed-in visitor in a new tab').toHaveURL(
      contract.afterSignIn,
    );
    await expect(tab.getByText('Studio').first()).toBeVisible();
    const how = contract.auth === 'bearer' ? 'a bearer token' : 'cookies and CSRF header';
    note(`the page called the API with ${how} from the browser, before and after a reload`);
  },
);

test(
  'A wrong password is rejected with a message, and nobody is signed in',
  check({
    ...declared,
    id: 'login-wrong-password',
    dependsOn: ['login-first-setup'],
    faults: [{ kind: 'switch', name: 'any-password', part: 'api' }],
    remediation: 'Find the attempt in the log of dify-api: the login must check the password.',
  }),
  async ({ page, contract }) => {
    // A throw-away address: repeated failures lock an account for a day.
    await visit(page, '/signin');
    await signInForm(page).email.fill(`nobody-${randomUUID()}@example.com`);
    await signInForm(page).password.fill('wrong-password-1');
    const refused = callOf(page, 'POST', '/login');
    await signInForm(page).submit.click();
    expect((await refused).status()).toBe(401);
    await expect(page.getByText('Invalid email or password.')).toBeVisible();
    await expect(page).toHaveURL(/\/signin/);
    expect(await missingTokens(page, contract), 'tokens missing from the browser').toContain('access');
  },
);
