import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { type Contract, knownFaults } from '../../../harness/index.ts';
import { deniedByProxy, endOf, httpRequest } from '../../clients/api/http-node.ts';
import { runNode } from '../../clients/api/workflow-app.ts';
import { clusterName, clusterUrl } from '../../clients/cluster/topology.ts';
import type { ConsoleSession } from '../../clients/console/console-session.ts';
import { INSIDE_ONLY, type Outside, outsideOf, throughProxy } from '../../clients/outside-world/outside.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'HTTP request nodes of a workflow use the SSRF proxy and respect its refusals',
  check({
    id: 'ssrf-proxy-http-node',
    claims: ['SVC-2', 'DEP-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['ssrf-proxy-allows', 'login-first-setup'],
    needs: ['ssrf-proxy', 'dify-api', 'ingress-controller', 'postgres', 'outside-world'],
    faults: [{ kind: 'switch', name: 'nodes-go-direct', part: 'api' }],
    remediation:
      'Set both SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL of the API: with only one of them it connects directly.',
  }),
  async ({ env, session, contract, note }) => {
    const outside = outsideOf(env);
    const token = `e2e-${randomUUID()}`;
    const url = outside?.url(`/echo?token=${token}`) ?? `${clusterUrl(env.config, 'web')}/signin`;
    const host = outside?.host ?? clusterName(env.config, 'web');
    const [allowed, refused] = await Promise.all([
      runNode(session, httpRequest(url, { headers: 'Accept-Language: en' })),
      runNode(session, httpRequest(`http://${host}:22/`)),
    ]);
    expect(allowed.status, `the allowed request: ${allowed.error}`).toBe('succeeded');
    expect(JSON.stringify(allowed.outputs.headers), 'the response must name squid').toContain('squid');
    expect(deniedByProxy(refused), `the proxy must deny a request to port 22, but: ${endOf(refused)}`).toBe(true);
    note(`allowed: HTTP ${String(allowed.outputs.status_code)} through squid; port 22: ${endOf(refused)}`);
    if (outside)
      expectNone([...(await plainVisit(outside, token)), ...(await secureVisit(outside, session, contract, note))]);
    else note(INSIDE_ONLY);
  },
);

const plainVisit = async (outside: Outside, token: string): Promise<string[]> =>
  throughProxy('an HTTP request node', await outside.visits(token));

/** OpenSSL's words for a refused certificate, which Dify passes on: any other failure is not the known fault. */
const CERTIFICATE = /CERTIFICATE_VERIFY_FAILED/;

/** HTTPS, once without verifying the certificate and once with the default: nothing in the deployment trusts the CA of this run. */
async function secureVisit(
  outside: Outside,
  session: ConsoleSession,
  { version }: Contract,
  note: (text: string) => void,
): Promise<string[]> {
  const token = `e2e-${randomUUID()}`;
  const url = outside.url(`/echo?token=${token}`, 'https');
  const [blind, careful] = await Promise.all([
    runNode(session, httpRequest(url, { ssl_verify: false })),
    runNode(session, httpRequest(`${url}-careful`)),
  ]);
  note(`HTTPS, certificate not verified: ${endOf(blind)}`);
  note(`HTTPS with an untrusted certificate: ${careful.error || careful.status}`);
  const ignored = knownFaults(version).find(({ id }) => id === 'ssl-verify-ignored');
  if (blind.status !== 'succeeded' && ignored && CERTIFICATE.test(blind.error)) {
    note(
      `HTTPS through the proxy is not proven, because of a known fault of Dify ${version}: ${ignored.what} (${ignored.source})`,
    );
    return [];
  }
  if (blind.status !== 'succeeded') return [`HTTPS without certificate verification: ${blind.error}`];
  return careful.status === 'failed' ? [] : ['a node that verifies certificates accepted one from an unknown CA'];
}
