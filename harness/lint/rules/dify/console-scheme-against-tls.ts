import { documents, objectText } from '../../example-text.ts';
import { urlFrom } from '../../facts/dify/browser.ts';
import { partText } from '../../facts/dify/examples.ts';
import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

const ingress = objectText(
  'networking.k8s.io/v1',
  'Ingress',
  'dify-web',
  `spec:
  rules:
    - host: dify.maywzh.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: dify-web, port: { number: 3000 } } } }`,
);
const api = (url: string) => partText('api', { env: { CONSOLE_WEB_URL: url, CONSOLE_API_URL: url } });

export const consoleSchemeAgainstTls: Rule = {
  id: 'console-scheme-against-tls',
  claims: ['TLS-1', 'NET-2'],
  severity: 'recommended',
  title: 'CONSOLE_WEB_URL and CONSOLE_API_URL say https exactly where the Ingress has TLS',
  rationale:
    'With https in both, Dify marks its cookies "Secure", and over plain http browsers drop them: nobody stays logged in. With http behind TLS, browsers block the page\'s calls as mixed content.',
  remediation: 'Write http in both as long as TLS is not handled, https in both where it is.',
  source: 'Deployment description 9.1; Dify api/libs/token.py: Secure follows the two URLs, not the request',
  examples: {
    bad: { manifests: documents(api('https://dify.maywzh.com'), ingress) },
    good: { manifests: documents(api('http://dify.maywzh.com'), ingress) },
  },
  mutation: [
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  CONSOLE_WEB_URL: http://dify.maywzh.com\n  CONSOLE_API_URL: http://dify.maywzh.com\n',
      by: '  CONSOLE_WEB_URL: https://dify.maywzh.com\n  CONSOLE_API_URL: https://dify.maywzh.com\n',
    },
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  CONSOLE_API_URL: http://dify.maywzh.com\n  APP_API_URL',
      by: '  CONSOLE_API_URL: https://dify.maywzh.com\n  APP_API_URL',
    },
    {
      file: 'compose/.env',
      replace: 'CONSOLE_WEB_URL=http://dify.maywzh.com\nCONSOLE_API_URL=http://dify.maywzh.com\n',
      by: 'CONSOLE_WEB_URL=https://dify.maywzh.com\nCONSOLE_API_URL=https://dify.maywzh.com\n',
    },
  ],
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
