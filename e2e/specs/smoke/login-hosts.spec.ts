import { expect } from '@playwright/test';
import { consoleHosts } from '../../clients/cluster/topology.ts';
import { missingTokens } from '../../clients/console/browser-tokens.ts';
import { callOf, signIn } from '../../clients/console/console-pages.ts';
import { ConsoleSession } from '../../clients/console/console-session.ts';
import { cookieProblems, cookieSettings, cookiesWanted, coversHost } from '../../clients/console/login-cookies.ts';
import { apiPrefixOf, rewire } from '../../clients/console/other-wiring.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

// Fails on: CONSOLE_CORS_ALLOW_ORIGINS without the web host; a COOKIE_DOMAIN that the browser rejects.
test(
  'The console can also call the API on the other host, if the settings let both hosts share a login',
  check({
    id: 'login-other-host',
    requires: ['api', 'web', 'two-hosts'],
    claims: ['DEP-3', 'NET-2', 'ENV-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['login-sign-in', 'cors-own-pages'],
    needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis'],
    faults: [{ kind: 'route', path: '/console/api/workspaces', host: 'api', to: 'web' }],
    remediation:
      'Set COOKIE_DOMAIN to a parent domain of both hosts, set NEXT_PUBLIC_COOKIE_DOMAIN, and add the origin of the pages to CONSOLE_CORS_ALLOW_ORIGINS.',
  }),
  async ({ env, http, kube, page, contract, note }) => {
    const { web } = env.config.hosts;
    const deployed = apiPrefixOf((await http.request(`http://${web}/signin`)).body);
    if (deployed === undefined) inconclusive("the pages don't contain the address of the console API");
    const present = new URL(deployed, `http://${web}`).hostname;
    const [other] = consoleHosts(env.config).filter((host) => host !== present);
    note(`the pages of ${web} call the console API at ${present}`);
    if (other === undefined) return note('the config routes the console API on this host only');
    const wanted = cookiesWanted(await cookieSettings(kube, env.config), contract);
    if (
      contract.auth === 'cookies' &&
      ![web, other].every((host) => wanted.domain && coversHost(wanted.domain, host))
    ) {
      // Not meant to work: only verify that one host's login cookies are not sent to the other.
      note(
        `not meant to be called at ${other}: COOKIE_DOMAIN ${wanted.domain ?? 'is empty, and'} does not include both hosts`,
      );
      const { setCookies } = await new ConsoleSession(http, other, contract).login(env.admin);
      return expectNone(cookieProblems(setCookies, wanted).map((fault) => `login at ${other}: ${fault}`));
    }
    await rewire(page, `http://${other}/console/api`);
    const login = callOf(page, 'POST', '/login');
    const profile = callOf(page, 'GET', '/account/profile', 200);
    await signIn(page, env.admin, contract);
    expect(new URL((await login).url()).hostname, 'host of the login').toBe(other);
    expect(new URL((await profile).url()).hostname, 'host of the profile').toBe(other);
    expect(await missingTokens(page, contract), 'tokens missing from the browser').toEqual([]);
    await page.reload();
    await expect(page, 'a reload must keep the session').toHaveURL(contract.afterSignIn);
    await expect(page.getByText('Studio').first()).toBeVisible();
    note(`signed in on the page with the API at ${other}; data-api-prefix was changed in this browser only`);
  },
);
