import { type IngressHost, ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { publicAddresses } from '../../facts/ingress/addresses.ts';
import { servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { covers, type PlacedTls, secretFault, tlsOf } from '../../facts/ingress/tls.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

export const publicUrlSchemeMismatch: Rule = {
  id: 'public-url-scheme-mismatch',
  claims: ['TLS-1', 'ENV-2'],
  severity: 'recommended',
  title: 'Addresses of apps, files and triggers use https if and only if their Ingress has TLS',
  rationale:
    'A page loaded over https cannot call http: the browser blocks it as mixed content. An https address that is not ' +
    'served over TLS does not answer, or answers with a certificate that no browser trusts.',
  remediation: 'Use https if the host has TLS, and http if it has none.',
  source: 'Deployment description 8, 9.1; Dify, docker/.env.example (APP_API_URL, FILES_URL, TRIGGER_URL)',
  *find(input) {
    const hosts = [...servedHosts(input).keys()];
    const entries = tlsOf(input);
    for (const { variable, url, at } of publicAddresses(input)) {
      // The console's addresses also affect cookies and have their own rule.
      if (variable.startsWith('CONSOLE_') || !servesHost(hosts, url.hostname)) continue;
      const gateway = gatewayOf(input, url.hostname);
      // What terminates TLS may be in another set.
      if (gateway && gateway.tls === undefined) continue;
      const own = entries.filter((entry) => isFor(entry, url.hostname));
      // A missing certificate is reported by tls-secret-wrong.
      const isSecure = gateway?.tls ?? own.length > 0;
      if (own.some((entry) => secretFault(input, entry)) || url.protocol === (isSecure ? 'https:' : 'http:')) continue;
      yield { kind: 'finding', at, ...said(variable, url, isSecure) };
    }
  },
};

/** The HTTPRoute that serves a host, with what its Gateway says of TLS. */
function gatewayOf(input: LintInput, host: string): IngressHost | undefined {
  const served = servedBy(ingressHosts(input), host);
  return served?.entry.object.kind === 'HTTPRoute' ? served : undefined;
}

function isFor({ ingress, tls }: PlacedTls, host: string): boolean {
  const hosts = (ingress.object.spec?.rules ?? []).map((rule) => (rule.host ?? '').toLowerCase());
  return servesHost(hosts, host) && covers(tls, host);
}

function said(variable: string, { hostname, protocol }: URL, secure: boolean) {
  return {
    message: `${variable} begins with ${protocol}//, but ${hostname} has ${secure ? '' : 'no '}TLS`,
    cause: secure ? 'its Ingress or Gateway has TLS for the host' : 'no Ingress or Gateway has TLS for the host',
    remedy: secure ? 'use https://' : 'use http://, or add TLS to the Ingress or Gateway',
  };
}
