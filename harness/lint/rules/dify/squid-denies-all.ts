import { findingAt } from '../../facts/dify/settings.ts';
import { type SquidConfig, squidConfig } from '../../facts/dify/squid.ts';
import type { Rule } from '../../rule.ts';

export const squidDeniesAll: Rule = {
  id: 'squid-denies-all',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'A squid.conf that is mounted lets the pods in',
  rationale:
    'Squid refuses each request with 403: HTTP nodes say "blocked by SSRF protection", code can\'t reach anything.',
  remediation:
    'Write "http_access allow localnet" before "http_access deny all", or include /etc/squid/conf.d/*.conf as the image does.',
  source: 'Squid, http_access: first match wins; Dify docker/ssrf_proxy/squid.conf.template',
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
