import { sandboxSetting } from '../../facts/dify/sandbox-config.ts';
import { findingAt, isAbsent, partsIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const sandboxProxyIncomplete: Rule = {
  id: 'sandbox-proxy-incomplete',
  claims: ['SVC-2'],
  severity: 'recommended',
  title: 'The sandbox has a proxy for both http and https',
  rationale:
    'If only one is set, requests over the other scheme bypass the SSRF proxy, or fail if a NetworkPolicy blocks direct traffic.',
  remediation: 'Set HTTP_PROXY and HTTPS_PROXY of the sandbox to the address of the SSRF proxy.',
  source: 'Dify docker/docker-compose.yaml: sandbox; dify-sandbox internal/static/config.go',
  needs: 'sandbox',
  *find(input) {
    for (const sandbox of partsIn(input, 'sandbox')) {
      // A SOCKS proxy handles both.
      if (sandboxSetting(input, sandbox, 'SOCKS5_PROXY', 'proxy.socks5')?.value) continue;
      const lacking = ['http', 'https'].filter(
        (scheme) =>
          !sandboxSetting(input, sandbox, `${scheme.toUpperCase()}_PROXY`, `proxy.${scheme}`)?.value &&
          isAbsent(input, sandbox, `${scheme.toUpperCase()}_PROXY`),
      );
      const [scheme] = lacking;
      if (!scheme || (lacking.length === 2 && partsIn(input, 'ssrf-proxy').length === 0)) continue;
      const at = placeIn(sandbox.workload.entry, sandbox.placed.path);
      yield findingAt(at, {
        message: `the sandbox does not set ${lacking.map((name) => `${name.toUpperCase()}_PROXY`).join(' and ')}`,
        cause:
          lacking.length === 2 ? 'the set has an SSRF proxy, but user code bypasses it' : 'only the other one is set',
        remedy: 'set both to the address of the SSRF proxy',
        ...(lacking.length === 2 ? { severity: 'informational' as const } : {}),
      });
    }
  },
};
