import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { jsonOf, METADATA_ADDRESS } from '../../../harness/index.ts';
import { deniedByProxy, endOf, httpRequest } from '../../clients/api/http-node.ts';
import { runNode } from '../../clients/api/workflow-app.ts';
import { type Outside, requireOutside, throughProxy } from '../../clients/outside-world/outside.ts';
import { runProgramAsUserCode, runUserCode } from '../../clients/sandbox/user-code.ts';
import { deployedRules } from '../../clients/ssrf-proxy/proxy-table.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['SVC-2', 'DEP-3'],
  severity: 'mandatory',
  effect: 'write-own',
  needs: ['ssrf-proxy', 'dify-api', 'dify-sandbox', 'outside-world'],
} as const;

interface Tunnelled {
  readonly status: number;
  readonly body: string;
}

/** Whether the response is the outside world's own, not the proxy's or a peer's. */
const toldBy = ({ status, body }: Tunnelled, token: string): string[] =>
  status === 200 && String(jsonOf({ body }).url).includes(token) ? [] : [`HTTP ${status}, ${body.slice(0, 300)}`];

test(
  'The API and code in the sandbox can make HTTPS calls to the outside world through a tunnel of the SSRF proxy',
  check({
    ...declared,
    id: 'outside-https',
    dependsOn: ['ssrf-proxy-allows', 'sandbox-python3'],
    faults: [{ kind: 'switch', name: 'code-without-proxy', part: 'sandbox' }],
    remediation:
      'Allow CONNECT to port 443 in squid.conf, and set SSRF_PROXY_HTTPS_URL of the API and HTTPS_PROXY of the sandbox to the proxy Service.',
  }),
  async ({ env, inPod, podHttp, note }) => {
    const outside = requireOutside(env);
    const ca = await outside.authority();
    const tokens = { 'the API': `e2e-${randomUUID()}`, 'code in the sandbox': `e2e-${randomUUID()}` };
    const call = (proxy: string, token: string) => ({ proxy, host: outside.host, path: `/echo?token=${token}`, ca });
    const [api, sandbox] = await Promise.all([
      inPod<Tunnelled>('api', 'proxy_tls.py', call('SSRF_PROXY_HTTPS_URL', tokens['the API'])),
      runProgramAsUserCode<Tunnelled>(podHttp, 'proxy_tls.py', call('HTTPS_PROXY', tokens['code in the sandbox'])),
    ]);
    note(`the certificate of this run's CA was verified: TLS goes from the pod to ${outside.host} unopened`);
    expectNone([
      ...toldBy(api, tokens['the API']).map((why) => `the API: ${why}`),
      ...toldBy(sandbox, tokens['code in the sandbox']).map((why) => `code in the sandbox: ${why}`),
      ...(await visitsOfAll(outside, tokens)),
    ]);
  },
);

async function visitsOfAll(outside: Outside, tokens: Readonly<Record<string, string>>): Promise<string[]> {
  const found = Object.entries(tokens).map(async ([who, token]) => throughProxy(who, await outside.visits(token)));
  return (await Promise.all(found)).flat();
}

/** As users write it, without configuring a proxy. */
const fetching = (url: string): string => `
import urllib.request
try:
    print(urllib.request.urlopen(${JSON.stringify(url)}, timeout=6).status)
except Exception as error:
    print(error)
`;

test(
  'Code in the sandbox reaches the outside world through the proxy without configuring one',
  check({
    ...declared,
    id: 'outside-user-code',
    dependsOn: ['ssrf-proxy-allows', 'sandbox-python3'],
    faults: [{ kind: 'switch', name: 'code-without-proxy', part: 'sandbox' }],
    remediation: 'Set HTTP_PROXY and HTTPS_PROXY of the sandbox to the proxy Service.',
  }),
  async ({ env, podHttp, note }) => {
    const outside = requireOutside(env);
    const token = `e2e-${randomUUID()}`;
    const printed = await runUserCode(podHttp, 'python3', fetching(outside.url(`/echo?token=${token}`)));
    const visits = await outside.visits(token);
    for (const { via, from } of visits)
      note(`the outside world saw Python code calling from ${from}, Via: ${via || 'none'}`);
    expectNone([
      ...(printed === '200' ? [] : [`the program printed "${printed}" instead of 200`]),
      ...throughProxy('Python code', visits),
    ]);
  },
);

test(
  'Every hop of a redirect goes through the proxy: a public page cannot send an HTTP request node to a forbidden target',
  check({
    ...declared,
    id: 'outside-redirect',
    dependsOn: ['ssrf-proxy-http-node'],
    faults: [{ kind: 'switch', name: 'redirects-go-direct', part: 'api' }],
    needs: ['ssrf-proxy', 'dify-api', 'ingress-controller', 'postgres', 'outside-world'],
    remediation:
      'Set both SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL of the API: only then does it send redirected requests through the proxy, too.',
  }),
  async ({ env, kube, session, note }) => {
    const outside = requireOutside(env);
    const token = `e2e-${randomUUID()}`;
    const target = `http://${METADATA_ADDRESS}/latest/meta-data/`;
    const to = (place: string) => outside.url(`/redirect?token=${token}&to=${encodeURIComponent(place)}`);
    const [rules, inside, allowed] = await Promise.all([
      deployedRules({ env, kube }),
      runNode(session, httpRequest(to(target))),
      runNode(session, httpRequest(to(`/echo?token=${token}`))),
    ]);
    const asked = {
      method: 'GET',
      host: METADATA_ADDRESS,
      port: 80,
      addresses: [METADATA_ADDRESS],
      client: '10.0.0.1',
    };
    expect(allowed.status, `a redirect that stays outside: ${allowed.error}`).toBe('succeeded');
    expectNone(throughProxy('the HTTP request node', await outside.visits(token)));
    note(`redirected to ${target}: ${endOf(inside)}`);
    if (rules(asked).allowed) note('the proxy also allows that target directly');
    else expect(deniedByProxy(inside), `a redirect to the metadata address: ${endOf(inside)}`).toBe(true);
  },
);
