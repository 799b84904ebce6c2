import { urlFrom } from '../../facts/dify/browser.ts';
import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const consoleUrlSchemeMismatch: Rule = {
  id: 'console-url-scheme-mismatch',
  claims: ['TLS-1', 'NET-2'],
  severity: 'recommended',
  title: 'CONSOLE_WEB_URL and CONSOLE_API_URL use https if and only if the Ingress has TLS',
  rationale:
    'With https in both, Dify marks its cookies "Secure", and browsers drop them over plain http: no one stays logged in. With http behind TLS, browsers block the page\'s calls as mixed content.',
  remediation: 'Use http in both without TLS, https in both with TLS.',
  source:
    'Deployment description 9.1; Dify api/libs/token.py: the Secure flag depends on the two URLs, not on the request',
  needs: 'api',
  *find(input) {
    const hosts = ingressHosts(input);
    const names = ['CONSOLE_WEB_URL', 'CONSOLE_API_URL'];
    const set = partsIn(input, 'api').flatMap(({ variables }) =>
      names.map((name) => [name, variables.get(name)] as const),
    );
    for (const [name, variable] of set) {
      const url = urlFrom(variable?.value);
      const served = url && servedBy(hosts, url.hostname);
      if (!variable || !url || served?.tls === undefined || served.tls === (url.protocol === 'https:')) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} uses ${url.protocol.slice(0, -1)}, but the Ingress for ${url.hostname} has ${served.tls ? 'TLS' : 'no TLS'}`,
        cause: served.tls ? 'TLS was added later' : 'TLS is terminated in front of the Ingress, or not used at all',
        remedy: served.tls
          ? `use https://${url.host}`
          : `use http://${url.host}, or record in the config that TLS is terminated upstream (lint.exceptions)`,
        related: [{ at: placeIn(served.entry, ['spec']), message: 'the Ingress' }],
      });
    }
  },
};
