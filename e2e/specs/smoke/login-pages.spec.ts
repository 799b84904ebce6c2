import type { Page } from '@playwright/test';
import { hostsOf, knownFaults } from '../../../harness/index.ts';
import { signIn, signInForm, visit } from '../../clients/console/console-pages.ts';
import { BEFORE_SIGN_IN, judgePage, watchPage } from '../../clients/console/page-watch.ts';
import { check, expectNone } from '../../framework/check.ts';
import { findEnvironment, isThrownAway } from '../../framework/environment.ts';
import { test } from '../../framework/fixtures.ts';

const environment = findEnvironment();
// One trace for the report, even if nothing fails.
test.use({ trace: environment && isThrownAway(environment) ? 'on' : 'off' });

// Fails on: an Ingress rule that diverts assets of the pages; an API error on the apps page.
test(
  'Sign-in page and apps page load without failed requests or browser console errors',
  check({
    id: 'login-pages-clean',
    claims: ['DEP-3', 'NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['login-sign-in'],
    needs: ['dify-web', 'dify-api', 'ingress-controller'],
    faults: [{ kind: 'route', path: '/_next/static/app.css', host: 'web', to: 'api' }],
    remediation:
      'Open the page with the developer tools and correct the Ingress paths or CONSOLE_API_URL so that the named request reaches the right service.',
  }),
  async ({ env, page, picture, contract, note }) => {
    const hosts = hostsOf(env.config);
    const faults = knownFaults(contract.version);
    const seen = watchPage(page);
    await visit(page, '/signin');
    await signInForm(page).submit.waitFor();
    await picture(page, 'sign-in page');
    await signIn(page, env.admin, contract);
    await settled(page);
    await picture(page, 'apps page');
    const before = judgePage(seen, hosts, BEFORE_SIGN_IN, faults);
    const count = seen.length;
    // Signed in now: no failed request is acceptable any more.
    await page.reload();
    await settled(page);
    const after = judgePage(seen.slice(count), hosts, [], faults);
    const elsewhere = [...new Set([...before.elsewhere, ...after.elsewhere])];
    if (elsewhere.length > 0) note(`requested from other hosts, not under test: ${elsewhere.join(', ')}`);
    for (const { what, source } of new Set([...before.known, ...after.known]))
      note(`a known fault of Dify ${contract.version}, no failure of this deployment: ${what} (${source})`);
    for (const { method, path, status, why } of BEFORE_SIGN_IN)
      note(`expected before signing in: ${method} ${path} with ${status}, since ${why}`);
    expectNone([...before.problems, ...after.problems]);
  },
);

/** A page that polls is never idle: then what has loaded so far must do. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Studio').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
}
