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

/** A read and a write. The write has an empty body, so it creates nothing even if it is allowed. */
const CALLS = [
  { method: 'GET', path: '/account/profile' },
  { method: 'POST', path: '/apps', json: {} },
] as const;

/** Two logins within a second get the same CSRF token. */
function otherSession(visitor: ConsoleSession, admin: Parameters<ConsoleSession['signIn']>[0], own: Tokens) {
  return waitFor({
    subject: 'a session with a different CSRF token',
    timeoutMs: 5_000,
    whose: 'deployment',
    intervalMs: 500,
    poll: async () => {
      const { tokens } = await visitor.signIn(admin);
      return tokens.csrf === own.csrf ? pending('the login returned the same token again') : ready(tokens);
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

// Fails on: an API that ignores the CSRF token or the signature of the access token.
test(
  'The console API rejects reads and writes with missing or forged credentials',
  check({
    ...declared,
    id: 'login-forged-credentials',
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'no-csrf', part: 'api' }],
    remediation:
      'Let every proxy in front pass Authorization, X-CSRF-Token and Cookie unchanged; the API itself checks them.',
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
    if (!foreign.expired) note('not tried: an expired token, since the key of the API is not in its environment');
    expectNone([
      ...problems.flat(),
      ...(jsonOf(read).email === env.admin.email
        ? []
        : [`GET with valid credentials: ${brief(read)}, must be the profile`]),
      // With valid credentials the body is rejected, so the 401s above were about the credentials.
      ...([400, 422].includes(written.status)
        ? []
        : [`empty POST with valid credentials: ${brief(written)}, must be 400 or 422`]),
    ]);
  },
);

/** Wrong passwords answered with 401 before the address is locked (services/account_service.py, LOGIN_MAX_ERROR_LIMITS). */
const TRIES = 6;

// Fails on: Redis lost after the start (attempts are then not counted), or replicas with different Redis servers.
test(
  'Wrong passwords lock only the email address they were tried for',
  check({
    ...declared,
    id: 'login-lockout',
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'no-lockout', part: 'api' }],
    remediation: 'Compare REDIS_HOST, REDIS_PORT and REDIS_DB of the API pods: attempts are counted in Redis.',
  }),
  async ({ env, visitor, note }) => {
    // A new, unused address each time: its counter stays in Redis for a day.
    const email = `nobody-${randomUUID()}@example.com`;
    const seen: number[] = [];
    for (let tries = 0; tries <= TRIES; tries += 1)
      seen.push((await visitor.login({ email, password: `wrong-password-${tries}` })).status);
    note(`${email}: HTTP ${seen.join(', ')}`);
    expect(seen, `responses to ${TRIES + 1} wrong passwords`).toEqual([...Array(TRIES).fill(401), 429]);
    await visitor.signIn(env.admin);
  },
);
