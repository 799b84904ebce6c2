import { findingAt } from '../../facts/dify/settings.ts';
import { type SquidConfig, squidConfigs } from '../../facts/dify/squid.ts';
import type { Rule } from '../../rule.ts';

export const squidDeniesAll: Rule = {
  id: 'squid-denies-all',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'A mounted squid.conf allows requests from the pods',
  rationale:
    'Otherwise Squid rejects every request with 403: HTTP nodes report "blocked by SSRF protection", and code can\'t reach anything.',
  remediation:
    'Write "http_access allow localnet" before "http_access deny all", or include /etc/squid/conf.d/*.conf as the image does.',
  source: 'Squid, http_access: first match wins; Dify docker/ssrf_proxy/squid.conf.template',
  needs: 'ssrf-proxy',
  *find(input) {
    for (const config of squidConfigs(input)) {
      if (allowsPods(config)) continue;
      yield findingAt(config.at, {
        message: 'squid.conf has no rule that allows the pods',
        cause: config.hidesDirectory
          ? "the image's own rule in conf.d is hidden by the volume"
          : "the image's own rule in conf.d is not included",
        remedy:
          'add "acl localnet src" for the pods\' network and "http_access allow localnet" before "http_access deny all"',
      });
    }
  },
};

/** Rules are evaluated top to bottom; those of `conf.d` apply where it is included. */
function allowsPods({ lines, hidesDirectory }: SquidConfig): boolean {
  const sources = new Set(lines.flatMap(([word, name = '', type]) => (word === 'acl' && type === 'src' ? [name] : [])));
  for (const [word, action, ...conditions] of lines) {
    if (word === 'include' && !hidesDirectory) return true;
    if (word !== 'http_access') continue;
    if (action === 'deny' && conditions.length === 1 && conditions[0] === 'all') return false;
    const isForPods = conditions.some((name) => name === 'all' || sources.has(name)) || conditions[0]?.startsWith('!');
    if (action === 'allow' && isForPods) return true;
  }
  return false;
}
