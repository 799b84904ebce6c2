import { expect, type Page } from '@playwright/test';
import { brief, type Environment, type IngressClient, jsonOf } from '../../harness/index.ts';
import { check, expectNone, inconclusive } from '../support/check.ts';
import { callOf, initForm, installForm } from '../support/console-pages.ts';
import { ConsoleSession } from '../support/console-session.ts';
import { test } from '../support/fixtures.ts';
import { setUpCourse } from '../support/set-up-permission.ts';

/** More wrong tries than the login allows (6): the init password has no such lock, so the right one must still be taken. */
const WRONG_TRIES = 7;

/** By the API, since the page shows the same for all of them: none of these passwords may be taken, and none may lock. */
async function expectInitPasswordsRefused(http: IngressClient, host: string): Promise<void> {
  const visitor = new ConsoleSession(http, host);
  const init = (password: string) => visitor.call('POST', '/init', { password });
  const tooLong = await init('x'.repeat(31));
  const wrong = await Promise.all(Array.from({ length: WRONG_TRIES }, (_, index) => init(`not-the-password-${index}`)));
  // 422 since 1.12.
  const refused = tooLong.status === 400 || tooLong.status === 422;
  expectNone([
    ...(refused ? [] : [`an init password of 31 characters: ${brief(tooLong)}, must be 400 or 422`]),
    ...wrong.filter(({ status }) => status !== 401).map((one) => `a wrong init password: ${brief(one)}, must be 401`),
  ]);
}

/** Two fields of the init page: first a password that must be refused, then the right one. */
async function passInitPage(page: Page, env: Environment): Promise<void> {
  await initForm(page).password.fill('not-the-init-password');
  const refused = callOf(page, 'POST', '/init');
  await initForm(page).submit.click();
  expect((await refused).status(), 'a wrong init password was accepted').toBe(401);
  await expect(page, 'a wrong init password must leave the visitor on /init').toHaveURL(/\/init$/);
  await initForm(page).password.fill(env.secrets.INIT_PASSWORD ?? '');
  await initForm(page).submit.click();
}

/** The whole way of a first visitor, in the browser: init password, administrator, signed in. */
async function setUp(env: Environment, page: Page): Promise<void> {
  await page.goto('/');
  await expect(page, 'a fresh deployment must lead to the init page').toHaveURL(/\/init$/);
  await passInitPage(page, env);
  const form = installForm(page);
  await expect(form.heading).toBeVisible();
  await form.email.fill(env.admin.email);
  await form.name.fill(env.admin.name);
  await form.password.fill(env.admin.password);
  const done = callOf(page, 'POST', '/setup');
  await form.submit.click();
  expect((await done).status(), 'POST /setup').toBe(201);
  await expect(page, 'the new administrator must be signed in at once').toHaveURL(/\/apps/);
}

// Turned red by: INIT_PASSWORD missing, or longer than 30 characters; S3 or Postgres not writable; on an instance that is set up:
// another account than the one that was given.
test(
  'The console is set up; where this run does it, the init password is asked for, a wrong or too long one is refused, and the administrator is signed in',
  check({
    id: 'login-first-setup',
    claims: ['DEP-3', 'ENV-3'],
    severity: 'mandatory',
    effect: 'write-own',
    needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
    dependsOn: ['routes-web-host', 'postgres-reached', 'redis-reached', 's3-reached'],
    faults: [{ switch: 'set-up-again', of: 'api' }],
    remediation:
      'kubectl -n dify logs deployment/dify-api; "Setup failed" names the backend (the first set-up writes to Postgres and S3).',
  }),
  async ({ env, http, page, note }) => {
    const host = env.config.hosts.web;
    const visitor = new ConsoleSession(http, host);
    const state = await visitor.call('GET', '/setup');
    const { step } = jsonOf(state);
    if (step !== 'not_started' && step !== 'finished') throw new Error(`GET /setup: ${brief(state)}`);
    switch (setUpCourse(env.scope, step)) {
      case 'ask-a-person':
        return inconclusive(
          'the console is not set up, and only a rehearsal may do that: set it up by hand, then run again',
        );
      case 'use-account':
        await ConsoleSession.signIn(http, host, env.admin);
        return note('the set-up had been done before: the given account signs in; no set-up was sent');
      case 'prove-refused': {
        const again = await visitor.call('POST', '/setup', { ...env.admin, name: 'x' });
        expect(again.status, `a second set-up must be refused: ${brief(again)}`).toBe(403);
        return note(
          'the set-up had been done by an earlier run on this environment: verified that a second one is refused',
        );
      }
      case 'set-up':
        await expectInitPasswordsRefused(http, host);
        await setUp(env, page);
        return note(
          `init password: one of 31 characters and ${WRONG_TRIES} wrong ones refused without a lock, then the right one taken; administrator made and signed in`,
        );
    }
  },
);
