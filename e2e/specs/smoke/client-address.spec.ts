import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../../harness/index.ts';
import { SPOOFED } from '../../clients/ingress/forwarded.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The API sees the address of the visitor, not that of the ingress controller',
  check({
    id: 'client-address-arrives',
    claims: ['NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['routes-web-host', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'forwarded-ignored', part: 'api' }],
    remediation:
      'Let the ingress controller send X-Forwarded-For, and set RESPECT_XFORWARD_HEADERS_ENABLED=true: limits and records by address else hit all visitors at once.',
  }),
  async ({ env, visitor, kube, note }) => {
    await visitor.signIn(env.admin);
    const profile = await visitor.call('GET', '/account/profile');
    const written = jsonOf(profile).last_login_ip;
    if (typeof written !== 'string') throw new Error(`the profile has no last_login_ip: ${brief(profile)}`);
    // Dify writes the header down as it is; its first entry is the visitor.
    const address = written.split(',')[0]?.trim() ?? '';
    const pods = await kube.core.listPodForAllNamespaces().catch(() => undefined);
    if (!pods) inconclusive('the pods of other namespaces can not be listed, so nobody knows whose address that is');
    // A pod on the host's network has the node's address, which a visitor may come from as well.
    const own = pods.items.find(({ spec, status }) => !spec?.hostNetwork && status?.podIP === address);
    note(`last login as the API saw it: from ${address}`);
    if (/^(127\.|::1$)/.test(address))
      expectNone([`the API took the login to come from ${address}: a proxy in its own pod`]);
    expectNone(own ? [`the API took the login to come from ${address}, which is pod ${own.metadata?.name}`] : []);
  },
);

/** Others sign in with this account meanwhile, and the last login is written down: one in between hides what came of this one. */
const LOGINS = 3;

test(
  'An address that a visitor makes up is not written down as his own',
  check({
    id: 'client-address-not-made-up',
    claims: ['NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['client-address-arrives'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'controller-argument', argument: '--entrypoints.web.forwardedheaders.insecure=true' }],
    remediation:
      'Do not let the ingress controller trust X-Forwarded-For of everybody: Dify takes its first entry for the visitor, and limits by address can then be got round.',
  }),
  async ({ env, visitor, note }) => {
    const made = SPOOFED['x-forwarded-for'];
    for (let turn = 0; turn < LOGINS; turn++) {
      const answer = await visitor.login(env.admin, SPOOFED);
      expect(answer.status, `a login with X-Forwarded-For: ${made}: ${brief(answer)}`).toBe(200);
      const written = String(jsonOf(await visitor.call('GET', '/account/profile')).last_login_ip);
      if (turn === 0) note(`X-Forwarded-For: ${made} was sent along, and the API wrote down ${written}`);
      expectNone(written.startsWith(made) ? [`the API took the login to come from ${made}, which was made up`] : []);
    }
  },
);
