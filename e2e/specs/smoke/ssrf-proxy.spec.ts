import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, type HttpAnswer, serviceOf } from '../../../harness/index.ts';
import { clusterName, clusterUrl } from '../../clients/cluster/topology.ts';
import { INSIDE_ONLY, outsideOf, throughProxy } from '../../clients/outside-world/outside.ts';
import { deployedRules, isDenied, outcomeOf, type ProxyAnswer } from '../../clients/ssrf-proxy/proxy-table.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['SVC-2', 'DEP-3'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['ssrf-proxy', 'dify-api'],
  dependsOn: ['ssrf-proxy-called'],
} as const;

const PROXY = '${SSRF_PROXY_HTTP_URL}';

/** Squid itself denied it: squid's own 403, not the target's. */
const denied = ({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>): boolean =>
  status === 403 && (headers['x-squid-error']?.startsWith('ERR_ACCESS_DENIED') ?? false);

const deniedProblem = (
  what: string,
  answer: HttpAnswer | (Parameters<typeof denied>[0] & { body: string }),
): string[] => (denied(answer) ? [] : [`the proxy must deny ${what}, but: ${brief(answer)}`]);

// Fails on: "http_access deny all" at the top of squid.conf; no rule for the clients; the outside world's name missing from DNS.
test(
  'The SSRF proxy allows plain HTTP and CONNECT to port 443',
  check({
    ...declared,
    id: 'ssrf-proxy-allows',
    faults: [
      {
        kind: 'file',
        file: 'squid.conf',
        part: 'ssrf-proxy',
        replace: 'acl SSL_ports port 443',
        with: 'acl SSL_ports port 8443',
      },
    ],
    needs: ['ssrf-proxy', 'dify-api', 'outside-world'],
    remediation:
      'Allow the pods (acl localnet) before "deny all" in squid.conf; see kubectl -n dify logs deployment/dify-ssrf-proxy.',
  }),
  async ({ env, podHttp, note }) => {
    const outside = outsideOf(env);
    const token = `e2e-${randomUUID()}`;
    const [url, words] = outside
      ? [outside.url(`/echo?token=${token}`), token]
      : [`${clusterUrl(env.config, 'web')}/signin`, 'data-api-prefix'];
    const page = await podHttp('api', url, { proxy: PROXY, headers: { 'Accept-Language': 'en' } });
    expect(page.body, `a GET of ${url} through the proxy: ${brief(page)}`).toContain(words);
    expect(page.headers.via, 'the response must have come through squid').toContain('squid');
    const host = outside?.host ?? 'kubernetes.default.svc.cluster.local';
    const tunnel = await podHttp('api', `${host}:443`, { method: 'CONNECT', proxy: PROXY });
    expect(tunnel.status, `CONNECT to port 443: ${brief(tunnel)}`).toBe(200);
    note(`GET through ${page.headers.via}; CONNECT to ${host}:443 accepted`);
    if (!outside) return note(INSIDE_ONLY);
    const visits = await outside.visits(token);
    for (const { from, via } of visits) note(`the outside world saw the request from ${from}, Via: ${via}`);
    expectNone(throughProxy('a request of the API', visits));
  },
);

test(
  'The SSRF proxy denies unsafe ports and CONNECT to any port but 443',
  check({
    ...declared,
    id: 'ssrf-proxy-denies-ports',
    faults: [
      {
        kind: 'file',
        file: 'squid.conf',
        part: 'ssrf-proxy',
        replace: 'http_access deny CONNECT !SSL_ports',
        with: '',
      },
    ],
    remediation:
      'Put "deny !Safe_ports" and "deny CONNECT !SSL_ports" in squid.conf before any rule that allows the pods.',
  }),
  async ({ env, podHttp }) => {
    const web = clusterName(env.config, 'web');
    const [unsafe, connect] = [`http://${web}:22/`, `${web}:${serviceOf(env.config, 'web').port}`];
    expectNone([
      ...deniedProblem(`GET ${unsafe}`, { ...(await podHttp('api', unsafe, { proxy: PROXY })), setCookies: [] }),
      ...deniedProblem(`CONNECT ${connect}`, {
        ...(await podHttp('api', connect, { method: 'CONNECT', proxy: PROXY })),
        setCookies: [],
      }),
    ]);
  },
);

/** One address in every notation: a rule that matches text would miss some. */
const METADATA = [
  { method: 'GET', target: 'http://169.254.169.254/latest/meta-data/' },
  { method: 'CONNECT', target: '169.254.169.254:443' },
  { method: 'GET', target: 'http://2852039166/' },
  { method: 'GET', target: 'http://0xa9fea9fe/' },
  { method: 'GET', target: 'http://0251.0376.0251.0376/' },
  { method: 'GET', target: 'http://[::ffff:169.254.169.254]/' },
] as const;

/** Metadata addresses that are not requested here: outside their clouds they could be anyone's. */
const OTHER_METADATA = ['100.100.100.200', 'fd00:ec2::254'];

test(
  "The SSRF proxy denies the cloud's metadata address, however it is written",
  check({
    ...declared,
    id: 'ssrf-proxy-denies-metadata',
    severity: 'recommended',
    faults: [
      { kind: 'file', file: 'squid.conf', part: 'ssrf-proxy', replace: 'http_access deny link_local', with: '' },
    ],
    remediation:
      'Add "acl link_local dst 169.254.0.0/16" and "http_access deny link_local" at the top of squid.conf: Dify\'s templates up to 1.14 lack them.',
  }),
  async ({ env, kube, inPod, note }) => {
    const call = { proxy: 'SSRF_PROXY_HTTP_URL', requests: METADATA };
    const [answers, rules] = await Promise.all([
      inPod<ProxyAnswer[]>('api', 'proxy_table.py', call),
      deployedRules({ env, kube }),
    ]);
    for (const host of OTHER_METADATA) {
      const { allowed } = rules({ method: 'GET', host, port: 80, addresses: [host], client: '10.0.0.1' });
      if (allowed) note(`not requested, but allowed by squid.conf: ${host}, the metadata address of another cloud`);
    }
    expectNone(
      METADATA.flatMap(({ method, target }, index) => {
        const answer = answers[index];
        if (answer && isDenied(answer)) return [];
        return [`the proxy must deny ${method} ${target}, but: ${answer ? outcomeOf(answer) : 'not requested'}`];
      }),
    );
  },
);
