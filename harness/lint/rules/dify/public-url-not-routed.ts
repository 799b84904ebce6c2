import { documents, objectText } from '../../example-text.ts';
import { urlFrom } from '../../facts/dify/browser.ts';
import { partText } from '../../facts/dify/examples.ts';
import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { type Rule, thereIs } from '../../rule.ts';

/** Addresses that browsers call; the part whose variable decides. */
const CALLED = [
  ['api', 'CONSOLE_WEB_URL'],
  ['api', 'APP_WEB_URL'],
  ['web', 'CONSOLE_API_URL'],
  ['web', 'APP_API_URL'],
] as const;

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
const web = (host: string) => partText('web', { env: { APP_API_URL: `http://${host}` } });

export const publicUrlNotRouted: Rule = {
  id: 'public-url-not-routed',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Each host that browsers are told to call is served by an Ingress',
  rationale: 'The page loads and then calls a host that answers 404, or does not exist.',
  remediation: 'Add an Ingress rule for the host, or correct the address.',
  source: 'Deployment description 10.7',
  examples: {
    bad: { manifests: documents(web('apps.maywzh.com'), ingress) },
    good: { manifests: documents(web('dify.maywzh.com'), ingress) },
  },
  mutation: [
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  APP_WEB_URL: http://dify.maywzh.com\n',
      by: '  APP_WEB_URL: http://dify-apps.maywzh.com\n',
    },
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  WEB_API_CORS_ALLOW_ORIGINS: http://dify.maywzh.com\n',
      by: '  WEB_API_CORS_ALLOW_ORIGINS: http://dify-apps.maywzh.com\n',
    },
    {
      file: 'compose/.env',
      replace: '\nAPP_WEB_URL=http://dify.maywzh.com',
      by: '\nAPP_WEB_URL=http://dify-apps.maywzh.com',
    },
    {
      file: 'compose/.env',
      replace: 'WEB_API_CORS_ALLOW_ORIGINS=http://dify.maywzh.com',
      by: 'WEB_API_CORS_ALLOW_ORIGINS=http://dify-apps.maywzh.com',
    },
  ],
  *find(input) {
    const hosts = ingressHosts(input);
    if (hosts.size === 0) return;
    // A host that the config promises is looked for by host-without-ingress.
    const promised = Object.values(input.expected.hosts);
    for (const [part, name] of CALLED) {
      const variable = partIn(input, part)?.variables.get(name);
      const url = urlFrom(variable?.value);
      if (!variable || !url || promised.includes(url.hostname) || servedBy(hosts, url.hostname)) continue;
      yield findingAt(variable.definedAt, {
        message: `${name}: no Ingress serves ${url.hostname}`,
        cause: `of hosts with an Ingress ${thereIs(hosts.keys())}`,
        remedy: 'add an Ingress rule for it, or write one of those',
      });
    }
  },
};
