import { brief, jsonOf } from '../../harness/index.ts';
import { check, expectNone, inconclusive } from '../support/check.ts';
import { test } from '../support/fixtures.ts';

// Turns red: a proxy before the API that sends no X-Forwarded-For, or (a double only) RESPECT_XFORWARD_HEADERS_ENABLED=false.
test(
  'The API sees the address of the visitor, not that of the ingress controller',
  check({
    id: 'client-address-arrives',
    claims: ['NET-2'],
    severity: 'recommended',
    effect: 'write-own',
    dependsOn: ['routes-web-host', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ switch: 'forwarded-ignored', of: 'api' }],
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
