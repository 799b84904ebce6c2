import { expect, type Page } from '@playwright/test';
import { brief, type Contract, type Environment, jsonOf } from '../../../harness/index.ts';
import { callOf, initForm, installForm } from '../../clients/console/console-pages.ts';
import type { ConsoleSession } from '../../clients/console/console-session.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { type CheckFixtures, test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3', 'ENV-3'],
  severity: 'mandatory',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
} as const;

/** More wrong tries than the login allows (6): the init password has no such lock, so the right one must still be taken. */
const WRONG_TRIES = 7;

/** By the API, since the page shows the same for all of them: none of these passwords may be taken, and none may lock. */
async function expectInitPasswordsRefused(visitor: ConsoleSession, { invalidBodyStatus }: Contract): Promise<void> {
  const init = (password: string) => visitor.call('POST', '/init', { password });
  const tooLong = await init('x'.repeat(31));
  const wrong = await Promise.all(Array.from({ length: WRONG_TRIES }, (_, index) => init(`not-the-password-${index}`)));
  expectNone([
    ...(tooLong.status === invalidBodyStatus
      ? []
      : [`an init password of 31 characters: ${brief(tooLong)}, must be ${invalidBodyStatus}`]),
    ...wrong.filter(({ status }) => status !== 401).map((one) => `a wrong init password: ${brief(one)}, must be 401`),
  ]);
}

/** The init page: first a password that must be refused, then the right one. */
async function passInitPage(page: Page, env: Environment, { afterWrongInitPassword }: Contract): Promise<void> {
  await initForm(page).password.fill('not-the-init-password');
  const refused = callOf(page, 'POST', '/init');
  await initForm(page).submit.click();
  expect((await refused).status(), 'a wrong init password was accepted').toBe(401);
  await expect(page, 'a wrong init password must not lead on').toHaveURL(afterWrongInitPassword);
  // The page may still be on its way to where it leads a visitor next, which would cut this one off.
  await expect(async () => page.goto('/init'), 'opening the init page again').toPass({ timeout: 10_000 });
  await initForm(page).password.fill(env.secrets.INIT_PASSWORD ?? '');
  await initForm(page).submit.click();
}

/** The whole way of a first visitor, in the browser: init password, administrator, signed in. */
async function setUp(
  env: Environment,
  page: Page,
  contract: Contract,
  picture: CheckFixtures['picture'],
): Promise<void> {
  await page.goto('/');
  await expect(page, 'a fresh deployment must lead to the init page').toHaveURL(/\/init$/);
  await passInitPage(page, env, contract);
  const form = installForm(page);
  await expect(form.heading).toBeVisible();
  await picture(page, 'install page');
  await form.email.fill(env.admin.email);
  await form.name.fill(env.admin.name);
  await form.password.fill(env.admin.password);
  const done = callOf(page, 'POST', '/setup');
  await form.submit.click();
  expect((await done).status(), 'POST /setup').toBe(201);
  await expect(page, 'where the install page leads with the new administrator').toHaveURL(contract.afterSetUp);
}

// Turned red by: INIT_PASSWORD missing, or longer than 30 characters; S3 or Postgres not writable; on an instance that is set up:
// another account than the one that was given.
test(
  'The console is set up; where this run does it, the init password is asked for, a wrong or too long one is refused, and the administrator is signed in',
  check({
    ...declared,
    id: 'login-first-setup',
    effect: 'write-own',
    dependsOn: ['routes-web-host', 'postgres-reached', 'redis-reached', 's3-reached'],
    faults: [
      {
        kind: 'sql',
        statement: "UPDATE accounts SET status = 'banned' WHERE status = 'active'",
        undo: "UPDATE accounts SET status = 'active' WHERE status = 'banned'",
      },
    ],
    remediation:
      'kubectl -n dify logs deployment/dify-api; "Setup failed" names the backend (the first set-up writes to Postgres and S3).',
  }),
  async ({ env, visitor, contract, page, setUpPermit, picture, note }) => {
    const state = await visitor.call('GET', '/setup');
    const { step } = jsonOf(state);
    if (step !== 'not_started' && step !== 'finished') throw new Error(`GET /setup: ${brief(state)}`);
    switch (setUpPermit.decide(step)) {
      case 'ask-a-person':
        return inconclusive(
          'the console is not set up, and that is done only where the cluster is thrown away: set it up by hand, then run again',
        );
      case 'use-account':
        if (!env.admin.email)
          return inconclusive('no account is given: set DIFY_E2E_ADMIN_EMAIL and DIFY_E2E_ADMIN_PASSWORD');
        await visitor.signIn(env.admin);
        return note('the set-up had been done before: the known account signs in; no set-up was sent');
      case 'set-up':
        try {
          await expectInitPasswordsRefused(visitor, contract);
          await setUp(env, page, contract, picture);
        } finally {
          setUpPermit.revoke();
        }
        return note(
          `init password: one of 31 characters and ${WRONG_TRIES} wrong ones refused without a lock, then the right one taken; administrator made and signed in`,
        );
    }
  },
);

// Turned red by: an API that has lost its set-up marker, so that anybody could make himself administrator.
test(
  'After the set-up the pages for it are closed: they lead to the sign-in',
  check({
    ...declared,
    id: 'login-setup-closed',
    effect: 'observe',
    dependsOn: ['login-first-setup'],
    faults: [{ kind: 'switch', name: 'install-page-stays', part: 'web' }],
    remediation:
      'GET /console/api/setup must answer "finished" on every replica: compare the database of the API pods (DB_HOST, DB_DATABASE).',
  }),
  async ({ page }) => {
    for (const path of ['/install', '/init']) {
      await page.goto(path);
      await expect(page, `where ${path} leads`).toHaveURL(/\/signin/);
    }
  },
);
