import { documents, objectText } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { type SquidConfig, squidConfig } from '../../facts/dify/squid.ts';
import type { Rule } from '../../rule.ts';

const proxy = (text: string) =>
  documents(
    objectText('v1', 'ConfigMap', 'squid-files', `data:\n  squid.conf: |\n${text.replace(/^/gm, '    ')}`),
    partText('ssrf-proxy', {
      container: 'volumeMounts:\n  - { name: files, mountPath: /etc/squid/squid.conf, subPath: squid.conf }',
      pod: 'volumes:\n  - { name: files, configMap: { name: squid-files } }',
    }),
  );

export const squidLetsNobodyIn: Rule = {
  id: 'squid-lets-nobody-in',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'A squid.conf that is mounted lets the pods in',
  rationale:
    'Squid refuses each request with 403: HTTP nodes say "blocked by SSRF protection", code can\'t reach anything.',
  remediation:
    'Write "http_access allow localnet" before "http_access deny all", or include /etc/squid/conf.d/*.conf as the image does.',
  source: 'Squid, http_access: first match wins; Dify docker/ssrf_proxy/squid.conf.template',
  examples: {
    bad: { manifests: proxy('http_port 3128\nhttp_access allow localhost\nhttp_access deny all') },
    good: {
      manifests: proxy('acl localnet src 10.0.0.0/8\nhttp_port 3128\nhttp_access allow localnet\nhttp_access deny all'),
    },
  },
  mutation: [{ file: 'manifests/dify/12-files-configmap.yaml', replace: '    http_access allow localnet\n', by: '' }],
  *find(input) {
    const config = squidConfig(input);
    if (!config || letsIn(config)) return;
    yield findingAt(config.at, {
      message: 'no rule of squid.conf lets a pod in',
      cause: config.hidesFolder
        ? "the image's own rule in conf.d is hidden by the volume"
        : "the image's own rule, in conf.d, is not included",
      remedy:
        'add "acl localnet src" for the pods\' network and "http_access allow localnet" before "http_access deny all"',
    });
  },
};

/** Rules are tried from the top; those of `conf.d` stand where it is included. */
function letsIn({ lines, hidesFolder }: SquidConfig): boolean {
  const sources = new Set(lines.flatMap(([word, name = '', type]) => (word === 'acl' && type === 'src' ? [name] : [])));
  for (const [word, action, ...conditions] of lines) {
    if (word === 'include' && !hidesFolder) return true;
    if (word !== 'http_access') continue;
    if (action === 'deny' && conditions.length === 1 && conditions[0] === 'all') return false;
    const isForPods = conditions.some((name) => name === 'all' || sources.has(name)) || conditions[0]?.startsWith('!');
    if (action === 'allow' && isForPods) return true;
  }
  return false;
}
