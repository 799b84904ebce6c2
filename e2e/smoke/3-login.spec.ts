import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../harness/index.ts';
import { check, expectNone } from '../support/check.ts';
import { callOf, signIn, signInForm } from '../support/console-pages.ts';
import { ConsoleSession } from '../support/console-session.ts';
import { test } from '../support/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
} as const;

test(
  'An administrator signs in through the sign-in page and sees the apps page, also after a reload',
  check({
    ...declared,
    id: 'login-sign-in',
    dependsOn: ['login-first-setup'],
    faults: [{ switch: 'apps-page-gone', of: 'web' }],
    remediation:
      'Compare CONSOLE_API_URL, COOKIE_DOMAIN and NEXT_PUBLIC_COOKIE_DOMAIN: the browser must get and send the cookies.',
  }),
  async ({ env, page, context, note, measure }) => {
    const started = performance.now();
    await signIn(page, env.admin);
    measure('sign-in until the apps page', performance.now() - started, 'ms');
    const names = (await context.cookies()).map(({ name }) => name.replace('__Host-', '')).toSorted();
    expect(names, 'cookies after signing in').toEqual(
      expect.arrayContaining(['access_token', 'csrf_token', 'refresh_token']),
    );
    const profile = callOf(page, 'GET', '/account/profile');
    await page.reload();
    expect((await profile).status(), 'the profile after a reload').toBe(200);
    await expect(page, 'a reload must keep the session').toHaveURL(/\/apps/);
    note('the page called the API with cookies and CSRF header from the browser, before and after a reload');
  },
);

test(
  'A wrong password is refused with a message, and nobody is signed in',
  check({
    ...declared,
    id: 'login-wrong-password',
    dependsOn: ['login-first-setup'],
    faults: [{ switch: 'any-password', of: 'api' }],
    remediation: 'The login must check the password: see the log of dify-api for the attempt.',
  }),
  async ({ page, context }) => {
    // A throw-away address: repeated failures lock an account for a day.
    await page.goto('/signin');
    await signInForm(page).email.fill(`nobody-${randomUUID()}@example.com`);
    await signInForm(page).password.fill('wrong-password-1');
    const refused = callOf(page, 'POST', '/login');
    await signInForm(page).submit.click();
    expect((await refused).status()).toBe(401);
    await expect(page.getByText('Invalid email or password.')).toBeVisible();
    await expect(page).toHaveURL(/\/signin/);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('access_token');
  },
);

test(
  'After logging out the session is gone',
  check({
    ...declared,
    id: 'login-log-out',
    dependsOn: ['login-sign-in'],
    faults: [{ switch: 'logout-keeps-cookies', of: 'api' }],
    remediation: 'POST /console/api/logout must clear the three cookies for the same domain for which they were set.',
  }),
  async ({ env, page, context }) => {
    await signIn(page, env.admin);
    const left = callOf(page, 'POST', '/logout');
    await page
      .getByRole('button', { name: env.admin.name.slice(0, 1).toUpperCase() })
      .first()
      .click();
    await page.getByText('Log out').click();
    expect((await left).status()).toBe(200);
    await expect(page).toHaveURL(/\/signin/);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('access_token');
    await page.goto('/apps');
    await expect(page, 'without a session the apps page must lead to the sign-in').toHaveURL(/\/signin/);
  },
);

test(
  'The console API refuses a call without a session, and one with a session but without the CSRF header',
  check({
    ...declared,
    id: 'login-csrf',
    effect: 'observe',
    dependsOn: ['login-first-setup'],
    faults: [{ switch: 'no-csrf', of: 'api' }],
    remediation: 'A proxy in front must pass X-CSRF-Token and the cookies unchanged; the API itself checks both.',
  }),
  async ({ env, http, session }) => {
    const stranger = await new ConsoleSession(http, env.config.hosts.web).call('GET', '/account/profile');
    const forged = await session.callWithoutCsrf('GET', '/account/profile');
    const good = await session.call('GET', '/account/profile');
    expectNone([
      ...(stranger.status === 401 ? [] : [`without a session: ${brief(stranger)}, must be 401`]),
      ...(forged.status === 401 ? [] : [`without the CSRF header: ${brief(forged)}, must be 401`]),
      ...(jsonOf(good).email === env.admin.email ? [] : [`with both: ${brief(good)}, must be the profile`]),
    ]);
  },
);
