import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../../harness/index.ts';
import { expireAccess, heldTokens, missingTokens, replaceAccess } from '../../clients/console/browser-tokens.ts';
import { callOf, signIn } from '../../clients/console/console-pages.ts';
import { credentialsOf } from '../../clients/console/console-tokens.ts';
import { altered } from '../../clients/console/forgeries.ts';
import { hourAgo, signedLike } from '../../clients/console/signed-tokens.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

// All that refreshes or logs out is in this file, and done one after the other: Dify's log-out drops the newest refresh token of the
// account, also when somebody else was given it meanwhile.
test.describe.configure({ mode: 'default' });

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['dify-web', 'dify-api', 'ingress-controller', 'postgres', 'redis'],
} as const;

// Turned red by: an API that takes a refresh token twice.
test(
  'A refresh token is good once: it gives new tokens, and neither a used one nor an unknown one gives any',
  check({
    ...declared,
    id: 'login-refresh-once',
    dependsOn: ['login-first-setup'],
    needs: ['dify-api', 'ingress-controller', 'redis'],
    faults: [{ kind: 'switch', name: 'refresh-refused', part: 'api' }],
    remediation:
      'Refresh tokens are kept in Redis: all API pods must use the same REDIS_HOST, REDIS_PORT and REDIS_DB.',
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
      ...(renewed.status === 200 ? [] : [`a good refresh token: ${brief(renewed)}, must be 200`]),
      ...(isNew ? [] : ['the exchange gave the same refresh token again']),
      ...(profile.status === 200 ? [] : [`the new access token: ${brief(profile)}, must be the profile`]),
      ...Object.entries(refused).flatMap(([what, answer]) =>
        answer.status === 401 ? [] : [`${what}: ${brief(answer)}, must be 401`],
      ),
    ]);
  },
);

// Turned red by: Redis emptied or lost (refresh tokens live there); cookies that the browser does not send to /refresh-token.
test(
  'When the access token has run out or was tampered with, the page gets a new one by itself, and the visitor stays signed in',
  check({
    ...declared,
    id: 'login-token-renewed',
    dependsOn: ['login-sign-in', 'login-refresh-once'],
    faults: [{ kind: 'switch', name: 'no-renewal', part: 'web' }],
    remediation:
      'POST /console/api/refresh-token must get the refresh token and find it in Redis: compare COOKIE_DOMAIN, REDIS_HOST and REDIS_DB.',
  }),
  async ({ env, page, contract, inPod, note }) => {
    await signIn(page, env.admin);
    const { access } = await heldTokens(page, contract);
    const expired = (await signedLike(inPod, access, [{ exp: hourAgo() }]))?.[0] ?? altered(access);
    const spoil = {
      'run out': () => expireAccess(page, contract, expired),
      altered: () => replaceAccess(page, contract, altered(access)),
    };
    for (const [what, spoilAccess] of Object.entries(spoil)) {
      await spoilAccess();
      const renewed = callOf(page, 'POST', '/refresh-token');
      await page.reload();
      expect((await renewed).status(), `POST /refresh-token after the access token had been ${what}`).toBe(200);
      await expect(page.getByText('Studio').first()).toBeVisible();
      await expect(page, `an access token that has been ${what} must not end the session`).toHaveURL(/\/apps/);
      const now = await heldTokens(page, contract);
      expect([expired, altered(access), ''].includes(now.access), 'the browser holds a new access token').toBe(false);
    }
    note(`renewed by the page itself after the access token had ${Object.keys(spoil).join(', and after it was ')}`);
  },
);

test(
  'After logging out the browser holds no tokens any more, and the pages ask to sign in',
  check({
    ...declared,
    id: 'login-log-out',
    dependsOn: ['login-sign-in'],
    faults: [{ kind: 'switch', name: 'logout-keeps-cookies', part: 'api' }],
    remediation: 'The log-out must clear the cookies for the same domain and path for which the login set them.',
  }),
  async ({ env, page, session, contract }) => {
    const { name } = jsonOf(await session.call('GET', '/account/profile'));
    await signIn(page, env.admin);
    const left = callOf(page, contract.logOutMethod, '/logout');
    // The button of the account shows the first letter of its name.
    await page
      .getByRole('button', { name: String(name).slice(0, 1).toUpperCase() })
      .first()
      .click();
    await page.getByText('Log out').click();
    expect((await left).status()).toBe(200);
    await expect(page).toHaveURL(/\/signin/);
    expect(await missingTokens(page, contract), 'tokens that are gone').toEqual(
      contract.auth === 'bearer' ? ['access', 'refresh'] : ['access', 'refresh', 'csrf'],
    );
    await page.goto('/apps');
    await expect(page, 'without a session the apps page must lead to the sign-in').toHaveURL(/\/signin/);
  },
);

/** A login by somebody else in between takes the place of the newest one: then it is tried anew. */
const ATTEMPTS = 3;

// Turned red by: an API that leaves the refresh token in Redis.
test(
  'Logging out makes the refresh token void',
  check({
    ...declared,
    id: 'login-log-out-ends-session',
    dependsOn: ['login-refresh-once'],
    needs: ['dify-api', 'ingress-controller', 'redis'],
    faults: [{ kind: 'switch', name: 'logout-keeps-refresh', part: 'api' }],
    remediation:
      'The log-out must reach the same Redis as the login: compare REDIS_HOST, REDIS_PORT and REDIS_DB of the API pods.',
  }),
  async ({ env, visitor, contract, note }) => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS && statuses.at(-1) !== 401; attempt += 1) {
      const { tokens } = await visitor.signIn(env.admin);
      const left = await visitor.logOut();
      expect(left.status, `log-out: ${brief(left)}`).toBe(200);
      if (contract.auth === 'cookies')
        expect(visitor.tokens, 'cookies after it').toMatchObject({ access: '', csrf: '' });
      statuses.push((await visitor.refresh(tokens.refresh)).status);
      const { status } = await visitor.send('GET', '/account/profile', credentialsOf(contract, tokens));
      note(
        `the access token from before: HTTP ${status}${status === 200 ? ', good until it runs out: Dify keeps no list of them' : ''}`,
      );
    }
    expect(statuses.at(-1), 'answer to the refresh token of a session that was logged out').toBe(401);
  },
);
