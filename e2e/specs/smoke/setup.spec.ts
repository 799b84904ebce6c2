import { expect, type Page } from '@playwright/test';
import { brief, type Contract, type Environment, jsonOf } from '../../../harness/index.ts';
import { callOf, initForm, installForm, visit } from '../../clients/console/console-pages.ts';
import type { ConsoleSession } from '../../clients/console/console-session.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { type CheckFixtures, test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3', 'ENV-3'],
  severity: 'mandatory',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
} as const;

/** More wrong tries than the login allows (6): the init password has no lockout, so the right one must still be accepted. */
const WRONG_TRIES = 7;

/** Through the API, since the page shows the same for all of them: each of these passwords must be rejected, without a lockout. */
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

/** The init page: first a password that must be rejected, then the right one. */
async function passInitPage(page: Page, env: Environment, { afterWrongInitPassword }: Contract): Promise<void> {
  await initForm(page).password.fill('not-the-init-password');
  const refused = callOf(page, 'POST', '/init');
  await initForm(page).submit.click();
  expect((await refused).status(), 'a wrong init password was accepted').toBe(401);
  await expect(page, 'where a wrong init password leads').toHaveURL(afterWrongInitPassword);
  await visit(page, '/init');
  await initForm(page).password.fill(env.secrets.INIT_PASSWORD ?? '');
  await initForm(page).submit.click();
}

/** The first visitor's whole path, in the browser: init password, administrator, signed in. */
async function setUp(
  env: Environment,
  page: Page,
  { contract, picture, init }: { contract: Contract; picture: CheckFixtures['picture']; init: boolean },
): Promise<void> {
  await visit(page, '/');
  if (init) {
    await expect(page, 'a fresh deployment must redirect to the init page').toHaveURL(/\/init$/);
    await passInitPage(page, env, contract);
  } else {
    await expect(page, 'a fresh deployment must redirect to the install page').toHaveURL(/\/install$/);
  }
  const form = installForm(page);
  await expect(form.heading).toBeVisible();
  await picture(page, 'install page');
  await form.email.fill(env.admin.email);
  await form.name.fill(env.admin.name);
  await form.password.fill(env.admin.password);
  const done = callOf(page, 'POST', '/setup');
  await form.submit.click();
  expect((await done).status(), 'POST /setup').toBe(201);
  await expect(page, 'where the install page redirects the new administrator').toHaveURL(contract.afterSetUp);
}

// Fails on: INIT_PASSWORD missing, or longer than 30 characters; S3 or Postgres not writable; on an instance that is already set
// up, a wrong account.
test(
  'The console is set up; if this run does it, only the right init password is accepted and the new administrator is signed in',
  check({
    ...declared,
    id: 'login-first-setup',
    effect: 'write-own',
    dependsOn: ['routes-web-host', 'postgres-reached', 'redis-reached', 's3-reached', 'files-directory-writable'],
    faults: [
      {
        kind: 'sql',
        statement: "UPDATE accounts SET status = 'banned' WHERE status = 'active'",
        undo: "UPDATE accounts SET status = 'active' WHERE status = 'banned'",
      },
    ],
    remediation:
      'Look for "Setup failed" in kubectl -n dify logs deployment/dify-api: it names the backend (the first setup writes to Postgres and S3).',
  }),
  async ({ env, visitor, contract, page, setUpPermit, picture, note }) => {
    const state = await visitor.call('GET', '/setup');
    const { step } = jsonOf(state);
    if (step !== 'not_started' && step !== 'finished') throw new Error(`GET /setup: ${brief(state)}`);
    let init = true;
    switch (setUpPermit.decide(step)) {
      case 'ask-a-person':
        return inconclusive(
          'the console is not set up, and the harness sets it up only in throw-away clusters: set it up by hand, then run again',
        );
      case 'use-account':
        if (!env.admin.email)
          return inconclusive('no account was given: set DIFY_E2E_ADMIN_EMAIL and DIFY_E2E_ADMIN_PASSWORD');
        await visitor.signIn(env.admin);
        return note('the console was already set up: the given account can sign in; nothing was set up');
      case 'set-up':
        try {
          // Without INIT_PASSWORD, Dify counts the validation as done (api/controllers/console/init_validate.py).
          init = jsonOf(await visitor.call('GET', '/init')).status !== 'finished';
          if (init) await expectInitPasswordsRefused(visitor, contract);
          await setUp(env, page, { contract, picture, init });
        } finally {
          setUpPermit.revoke();
        }
        if (!init) return note('no INIT_PASSWORD is set: the first visitor became administrator without one');
        return note(
          `init password: one of 31 characters and ${WRONG_TRIES} wrong ones rejected without a lockout, then the right one accepted; administrator created and signed in`,
        );
    }
  },
);

// Fails on: an API that has lost its setup marker, so that anyone could become administrator.
test(
  'After the setup, its pages redirect to the sign-in page',
  check({
    ...declared,
    id: 'login-setup-closed',
    effect: 'observe',
    dependsOn: ['login-first-setup'],
    faults: [{ kind: 'switch', name: 'install-page-stays', part: 'web' }],
    remediation:
      'Compare DB_HOST and DB_DATABASE of the API pods: GET /console/api/setup must return "finished" on every replica.',
  }),
  async ({ page }) => {
    for (const path of ['/install', '/init']) {
      await visit(page, path);
      await expect(page, `where ${path} redirects`).toHaveURL(/\/signin/);
    }
  },
);
