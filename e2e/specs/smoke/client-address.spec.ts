import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../../harness/index.ts';
import { SPOOFED } from '../../clients/ingress/forwarded.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  "The API sees the visitor's address, not the ingress controller's",
  check({
    id: 'client-address-arrives',
    claims: ['NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['routes-web-host', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'forwarded-ignored', part: 'api' }],
    remediation:
      'Let the ingress controller send X-Forwarded-For, and set RESPECT_XFORWARD_HEADERS_ENABLED=true: otherwise limits and records by address apply to all visitors at once.',
  }),
  async ({ env, visitor, kube, note }) => {
    await visitor.signIn(env.admin);
    const profile = await visitor.call('GET', '/account/profile');
    const written = jsonOf(profile).last_login_ip;
    if (typeof written !== 'string') throw new Error(`the profile has no last_login_ip: ${brief(profile)}`);
    // Dify records the header unchanged; its first entry is the visitor.
    const address = written.split(',')[0]?.trim() ?? '';
    const pods = await kube.core.listPodForAllNamespaces().catch(() => undefined);
    if (!pods) inconclusive('the pods of other namespaces cannot be listed, so the owner of the address is unknown');
    // A pod on the host network has the node's address, which can be a visitor's, too.
    const own = pods.items.find(({ spec, status }) => !spec?.hostNetwork && status?.podIP === address);
    note(`the API recorded the login as coming from ${address}`);
    if (/^(127\.|::1$)/.test(address))
      expectNone([`the API recorded the login as coming from ${address}: a proxy in its own pod`]);
    expectNone(own ? [`the API recorded the login as coming from ${address}, which is pod ${own.metadata?.name}`] : []);
  },
);

/** Other checks sign in with this account too, and only the last login is recorded: one in between would hide the result. */
const LOGINS = 3;

test(
  "A spoofed X-Forwarded-For address is not recorded as the visitor's",
  check({
    id: 'client-address-not-made-up',
    claims: ['NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['client-address-arrives'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'controller-argument', argument: '--entrypoints.web.forwardedheaders.insecure=true' }],
    remediation:
      "Don't let the ingress controller trust everyone's X-Forwarded-For: Dify takes its first entry as the visitor's address, so limits by address can be evaded.",
  }),
  async ({ env, visitor, note }) => {
    const made = SPOOFED['x-forwarded-for'];
    for (let turn = 0; turn < LOGINS; turn++) {
      const answer = await visitor.login(env.admin, SPOOFED);
      expect(answer.status, `a login with X-Forwarded-For: ${made}: ${brief(answer)}`).toBe(200);
      const written = String(jsonOf(await visitor.call('GET', '/account/profile')).last_login_ip);
      if (turn === 0) note(`sent X-Forwarded-For: ${made}, and the API recorded ${written}`);
      expectNone(
        written.startsWith(made) ? [`the API recorded the login as coming from the spoofed address ${made}`] : [],
      );
    }
  },
);
