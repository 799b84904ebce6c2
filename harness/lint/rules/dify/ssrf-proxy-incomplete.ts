import { findingAt, isAbsent, isSeen, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const NAMES = ['SSRF_PROXY_HTTP_URL', 'SSRF_PROXY_HTTPS_URL'] as const;

export const ssrfProxyIncomplete: Rule = {
  id: 'ssrf-proxy-incomplete',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'API and worker set both SSRF proxy URLs or neither',
  rationale:
    'If only one is set, Dify silently uses neither: HTTP nodes and tools can reach everything that the pod can reach.',
  remediation: "Set SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL, both to the proxy's http:// address.",
  source: 'Dify api/core/helper/ssrf_proxy.py: needs both, or SSRF_PROXY_ALL_URL',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { role, environment } of rolesOf(input).backends) {
      if (role === 'beat' || environment.variables.get('SSRF_PROXY_ALL_URL')?.value) continue;
      const [lacking, other] = NAMES.filter((name) => isAbsent(input, environment, name));
      const given = NAMES.map((name) => environment.variables.get(name)).find((variable) => variable?.value);
      if (!lacking || other || !given || isSeen(seen, given.definedAt)) continue;
      yield findingAt(given.definedAt, {
        message: `${nameIn(environment)} sets ${given.name}, but not ${lacking}`,
        cause: 'if only one of the two is set, Dify bypasses the proxy for both',
        remedy: `set ${lacking} to the same address`,
      });
    }
  },
};
