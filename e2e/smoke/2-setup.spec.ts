import { expect, type Page } from '@playwright/test';
import { brief, type Environment, jsonOf } from '../../harness/index.ts';
import { check } from '../support/check.ts';
import { callOf, initForm, installForm } from '../support/console-pages.ts';
import { ConsoleSession } from '../support/console-session.ts';
import { test } from '../support/fixtures.ts';

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

test(
  'The first set-up asks for the init password, refuses a wrong one, and makes the administrator, who is signed in',
  check({
    id: 'login-first-setup',
    claims: ['DEP-3', 'ENV-3'],
    severity: 'mandatory',
    effect: 'write-own',
    needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis', 's3'],
    dependsOn: ['routes-web-host', 'postgres-reached', 'redis-reached', 's3-reached'],
    remediation:
      'kubectl -n dify logs deployment/dify-api; "Setup failed" names the backend (the first set-up writes to Postgres and S3).',
  }),
  async ({ env, http, page, note }) => {
    const before = new ConsoleSession(http, env.config.hosts.web);
    const state = await before.call('GET', '/setup');
    if (jsonOf(state).step === 'finished') {
      const again = await before.call('POST', '/setup', { ...env.admin, name: 'x' });
      expect(again.status, `a second set-up must be refused: ${brief(again)}`).toBe(403);
      note('the set-up had been done by an earlier run on this environment: verified that a second one is refused');
      return;
    }
    expect(jsonOf(state).step, `GET /setup: ${brief(state)}`).toBe('not_started');
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
    note('wrong init password refused with 401, right one accepted, administrator made and signed in');
  },
);
