import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, type Contract, jsonOf, pending, ready, waitFor } from '../../../harness/index.ts';
import type { ConsoleSession } from '../../clients/console/console-session.ts';
import type { Tokens } from '../../clients/console/console-tokens.ts';
import { type Foreign, forgeries } from '../../clients/console/forgeries.ts';
import { hourAgo, signedLike } from '../../clients/console/signed-tokens.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test, type WorkerFixtures } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  dependsOn: ['login-first-setup'],
  needs: ['dify-api', 'ingress-controller', 'postgres', 'redis'],
} as const;

/** Reading is protected as well as writing. With nothing in it the second call makes nothing, even where it is let through. */
const CALLS = [
  { method: 'GET', path: '/account/profile' },
  { method: 'POST', path: '/apps', json: {} },
] as const;

/** Two logins within a second get the same CSRF token. */
function otherSession(visitor: ConsoleSession, admin: Parameters<ConsoleSession['signIn']>[0], own: Tokens) {
  return waitFor({
    subject: 'a session with a CSRF token of its own',
    timeoutMs: 5_000,
    whose: 'deployment',
    intervalMs: 500,
    poll: async () => {
      const { tokens } = await visitor.signIn(admin);
      return tokens.csrf === own.csrf ? pending('the login gave the same token again') : ready(tokens);
    },
  });
}

async function foreignTokens(
  inPod: WorkerFixtures['inPod'],
  { auth }: Contract,
  own: Tokens,
  otherCsrf: string,
): Promise<Foreign> {
  const [access, csrf] = await Promise.all([
    signedLike(inPod, own.access, [{ exp: hourAgo() }]),
    auth === 'cookies' ? signedLike(inPod, own.csrf, [{ sub: randomUUID() }]) : undefined,
  ]);
  return { expired: access?.[0], otherCsrf, strangersCsrf: csrf?.[0] };
}

// Turned red by: an API that does not look at the CSRF token, or at the signature of the access token.
test(
  'The console API refuses to read or write for a caller without credentials, and for one with forged ones',
  check({
    ...declared,
    id: 'login-forged-credentials',
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'no-csrf', part: 'api' }],
    remediation:
      'A proxy in front must pass Authorization, X-CSRF-Token and Cookie unchanged; the API itself checks them.',
  }),
  async ({ env, session, visitor, contract, inPod, note }) => {
    const own = session.tokens;
    const { csrf } = contract.auth === 'cookies' ? await otherSession(visitor, env.admin, own) : own;
    const foreign = await foreignTokens(inPod, contract, own, csrf);
    const rows = forgeries(contract, own, foreign);
    const problems = await Promise.all(
      rows.flatMap(({ what, headers }) =>
        CALLS.map(async ({ method, path, ...body }) => {
          const answer = await visitor.send(method, path, headers, 'json' in body ? body.json : undefined);
          return answer.status === 401 ? [] : [`${method} ${path} with ${what}: ${brief(answer)}, must be 401`];
        }),
      ),
    );
    const [read, written] = await Promise.all([
      session.call('GET', '/account/profile'),
      session.call('POST', '/apps', {}),
    ]);
    note(`refused on GET and POST: ${rows.map(({ what }) => what).join(', ')}`);
    if (!foreign.expired) note('not tried: a token that has run out; the key of the API is not in its environment');
    expectNone([
      ...problems.flat(),
      ...(jsonOf(read).email === env.admin.email ? [] : [`GET with its own: ${brief(read)}, must be the profile`]),
      // It is the body that is refused now, so before it was the credentials.
      ...([400, 422].includes(written.status)
        ? []
        : [`POST of nothing with its own: ${brief(written)}, must be 400 or 422`]),
    ]);
  },
);

/** Wrong passwords that are answered 401 before the address is locked (services/account_service.py, LOGIN_MAX_ERROR_LIMITS). */
const TRIES = 6;

// Turned red by: Redis lost after the start (the tries are not counted then), or replicas with different ones.
test(
  'Wrong passwords lock the address that they were tried for, and nobody else',
  check({
    ...declared,
    id: 'login-lockout',
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'no-lockout', part: 'api' }],
    remediation: 'The tries are counted in Redis: compare REDIS_HOST, REDIS_PORT and REDIS_DB of the API pods.',
  }),
  async ({ env, visitor, note }) => {
    // Nobody's address, and a new one each time: the counter stays in Redis for a day under this name.
    const email = `nobody-${randomUUID()}@example.com`;
    const seen: number[] = [];
    for (let tries = 0; tries <= TRIES; tries += 1)
      seen.push((await visitor.login({ email, password: `wrong-password-${tries}` })).status);
    note(`${email}: HTTP ${seen.join(', ')}`);
    expect(seen, `answers to ${TRIES + 1} wrong passwords`).toEqual([...Array(TRIES).fill(401), 429]);
    await visitor.signIn(env.admin);
  },
);
