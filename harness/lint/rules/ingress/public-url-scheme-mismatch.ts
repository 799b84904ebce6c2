import { publicAddresses } from '../../facts/ingress/addresses.ts';
import { servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { covers, type PlacedTls, secretFault, tlsOf } from '../../facts/ingress/tls.ts';
import type { Rule } from '../../rule.ts';

export const publicUrlSchemeMismatch: Rule = {
  id: 'public-url-scheme-mismatch',
  claims: ['TLS-1', 'ENV-2'],
  severity: 'recommended',
  title: 'Addresses of apps, files and triggers begin with https exactly where an Ingress has TLS',
  rationale:
    'A page that was loaded over https may not call http: the browser blocks it as mixed content. An address with https ' +
    'that nobody serves over TLS does not answer, or with a certificate that no browser trusts.',
  remediation: 'Write https where the host has TLS and http where it has none.',
  source: 'Deployment description 8, 9.1; Dify, docker/.env.example (APP_API_URL, FILES_URL, TRIGGER_URL)',
  *find(input) {
    const hosts = [...servedHosts(input).keys()];
    const entries = tlsOf(input);
    for (const { variable, url, at } of publicAddresses(input)) {
      // The console's addresses decide about cookies: a rule of its own.
      if (variable.startsWith('CONSOLE_') || !servesHost(hosts, url.hostname)) continue;
      const own = entries.filter((entry) => isFor(entry, url.hostname));
      // A certificate that is not there is told of where it is missing.
      if (own.some((entry) => secretFault(input, entry)) || url.protocol === (own.length > 0 ? 'https:' : 'http:'))
        continue;
      yield { kind: 'finding', at, ...said(variable, url, own.length > 0) };
    }
  },
};

function isFor({ ingress, tls }: PlacedTls, host: string): boolean {
  const hosts = (ingress.object.spec?.rules ?? []).map((rule) => (rule.host ?? '').toLowerCase());
  return servesHost(hosts, host) && covers(tls, host);
}

function said(variable: string, { hostname, protocol }: URL, secure: boolean) {
  return {
    message: `${variable} begins with ${protocol}//, and ${hostname} has ${secure ? '' : 'no '}TLS`,
    cause: secure ? 'its Ingress has a TLS entry for the host' : 'no Ingress has a TLS entry for the host',
    remedy: secure ? 'write https://' : 'write http://, or add TLS to the Ingress',
  };
}
