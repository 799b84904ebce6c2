import { expect } from '@playwright/test';
import { brief } from '../../../harness/index.ts';
import { expireAccess, heldTokens, missingTokens, replaceAccess } from '../../clients/console/browser-tokens.ts';
import { callOf, openAfter, signIn, visit } from '../../clients/console/console-pages.ts';
import { credentialsOf } from '../../clients/console/console-tokens.ts';
import { altered } from '../../clients/console/forgeries.ts';
import { pickFromMenus } from '../../clients/console/menus.ts';
import { hourAgo, signedLike } from '../../clients/console/signed-tokens.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

// Every check that refreshes or logs out is in this file, one after the other: Dify's logout drops the account's newest refresh
// token, even one that another session got in the meantime.
test.describe.configure({ mode: 'default' });

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis'],
} as const;

// Fails on: an API that accepts a refresh token twice.
test(
  'A refresh token works exactly once, and an unknown one is rejected',
  check({
    ...declared,
    id: 'login-refresh-once',
    dependsOn: ['login-first-setup'],
    needs: ['dify-api', 'ingress-controller', 'redis'],
    faults: [{ kind: 'switch', name: 'refresh-refused', part: 'api' }],
    remediation: 'Give all API pods the same REDIS_HOST, REDIS_PORT and REDIS_DB: refresh tokens are kept in Redis.',
  }),
  async ({ env, visitor }) => {
    const { refresh: first } = (await visitor.signIn(env.admin)).tokens;
    const renewed = await visitor.refresh();
    const profile = await visitor.call('GET', '/account/profile');
    const isNew = visitor.tokens.refresh !== first;
    const refused = {
      'a used refresh token': await visitor.refresh(first),
      'an unknown refresh token': await visitor.refresh('0'.repeat(first.length)),
      'no refresh token': await visitor.refresh(''),
    };
    expectNone([
      ...(renewed.status === 200 ? [] : [`a valid refresh token: ${brief(renewed)}, must be 200`]),
      ...(isNew ? [] : ['the refresh returned the same refresh token again']),
      ...(profile.status === 200 ? [] : [`the new access token: ${brief(profile)}, must be the profile`]),
      ...Object.entries(refused).flatMap(([what, answer]) =>
        answer.status === 401 ? [] : [`${what}: ${brief(answer)}, must be 401`],
      ),
    ]);
  },
);

// Fails on: Redis emptied or lost (refresh tokens are kept there); cookies that the browser doesn't send to /refresh-token.
test(
  'When the access token has expired or been tampered with, the page renews it and the visitor stays signed in',
  check({
    ...declared,
    id: 'login-token-renewed',
    dependsOn: ['login-sign-in', 'login-refresh-once'],
    faults: [{ kind: 'switch', name: 'no-renewal', part: 'web' }],
    remediation:
      'Check COOKIE_DOMAIN, REDIS_HOST and REDIS_DB of the API: POST /console/api/refresh-token must receive the refresh token and find it in Redis.',
  }),
  async ({ env, page, contract, inPod, note }) => {
    await signIn(page, env.admin, contract);
    const { access } = await heldTokens(page, contract);
    const expired = (await signedLike(inPod, access, [{ exp: hourAgo() }]))?.[0] ?? altered(access);
    const spoil = {
      expired: () => expireAccess(page, contract, expired),
      altered: () => replaceAccess(page, contract, altered(access)),
    };
    for (const [what, spoilAccess] of Object.entries(spoil)) {
      const [renewed] = await Promise.all([
        callOf(page, 'POST', '/refresh-token'),
        openAfter(page, '/apps', spoilAccess),
      ]);
      expect(renewed.status(), `POST /refresh-token with an access token that is ${what}`).toBe(200);
      await expect(page.getByText('Studio').first()).toBeVisible();
      await expect(page, `an access token that is ${what} must not end the session`).toHaveURL(contract.afterSignIn);
      const now = await heldTokens(page, contract);
      expect([expired, altered(access), ''].includes(now.access), 'the browser holds a new access token').toBe(false);
    }
    note(`the page renewed an access token that was ${Object.keys(spoil).join(', and one that was ')}`);
  },
);

test(
  'After logging out, the browser holds no tokens and the pages require signing in',
  check({
    ...declared,
    id: 'login-log-out',
    dependsOn: ['login-sign-in'],
    faults: [{ kind: 'switch', name: 'logout-keeps-cookies', part: 'api' }],
    remediation:
      "Let nothing between browser and API rewrite Set-Cookie: the logout must clear the cookies with the login's domain and path.",
  }),
  async ({ env, page, contract }) => {
    await signIn(page, env.admin, contract);
    const left = callOf(page, contract.logOutMethod, '/logout');
    await pickFromMenus(page, 'Log out');
    expect((await left).status()).toBe(200);
    await expect(page).toHaveURL(/\/signin/);
    expect(await missingTokens(page, contract), 'tokens that are gone').toEqual(
      contract.auth === 'bearer' ? ['access', 'refresh'] : ['access', 'refresh', 'csrf'],
    );
    await visit(page, '/apps');
    await expect(page, 'without a session the apps page must redirect to the sign-in page').toHaveURL(/\/signin/);
  },
);

/** Another check's login in between becomes the newest one: then try again. */
const ATTEMPTS = 3;

// Fails on: an API that leaves the refresh token in Redis.
test(
  'Logging out invalidates the refresh token',
  check({
    ...declared,
    id: 'login-log-out-ends-session',
    dependsOn: ['login-refresh-once'],
    needs: ['dify-api', 'ingress-controller', 'redis'],
    faults: [{ kind: 'switch', name: 'logout-keeps-refresh', part: 'api' }],
    remediation:
      'Compare REDIS_HOST, REDIS_PORT and REDIS_DB of the API pods: logout and login must use the same Redis.',
  }),
  async ({ env, visitor, contract, note }) => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS && statuses.at(-1) !== 401; attempt += 1) {
      const { tokens } = await visitor.signIn(env.admin);
      const left = await visitor.logOut();
      expect(left.status, `logout: ${brief(left)}`).toBe(200);
      if (contract.auth === 'cookies')
        expect(visitor.tokens, 'cookies after the logout').toMatchObject({ access: '', csrf: '' });
      statuses.push((await visitor.refresh(tokens.refresh)).status);
      const { status } = await visitor.send('GET', '/account/profile', credentialsOf(contract, tokens));
      note(
        `the access token from before: HTTP ${status}${status === 200 ? ', valid until it expires: Dify does not revoke access tokens' : ''}`,
      );
    }
    expect(statuses.at(-1), 'response to the refresh token after the logout').toBe(401);
  },
);
