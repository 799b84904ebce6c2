import { urlFrom } from '../../facts/dify/browser.ts';
import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const consoleUrlSchemeMismatch: Rule = {
  id: 'console-url-scheme-mismatch',
  claims: ['TLS-1', 'NET-2'],
  severity: 'recommended',
  title: 'CONSOLE_WEB_URL and CONSOLE_API_URL say https exactly where the Ingress has TLS',
  rationale:
    'With https in both, Dify marks its cookies "Secure", and over plain http browsers drop them: nobody stays logged in. With http behind TLS, browsers block the page\'s calls as mixed content.',
  remediation: 'Write http in both as long as TLS is not handled, https in both where it is.',
  source: 'Deployment description 9.1; Dify api/libs/token.py: Secure follows the two URLs, not the request',
  *find(input) {
    const hosts = ingressHosts(input);
    for (const name of ['CONSOLE_WEB_URL', 'CONSOLE_API_URL']) {
      const variable = partIn(input, 'api')?.variables.get(name);
      const url = urlFrom(variable?.value);
      const served = url && servedBy(hosts, url.hostname);
      if (!variable || !served || served.tls === (url.protocol === 'https:')) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} says ${url.protocol.slice(0, -1)}, and the Ingress of ${url.hostname} has ${served.tls ? 'TLS' : 'no TLS'}`,
        cause: served.tls ? 'TLS was added later' : 'TLS ends in front of the Ingress, or nowhere',
        remedy: served.tls
          ? `write https://${url.host}`
          : `write http://${url.host}, or state in the config that TLS ends in front (lint.exceptions)`,
        related: [{ at: placeIn(served.entry, ['spec']), message: 'the Ingress' }],
      });
    }
  },
};
