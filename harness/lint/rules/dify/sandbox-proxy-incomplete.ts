import { sandboxSetting } from '../../facts/dify/sandbox-config.ts';
import { findingAt, isAbsent, partIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const sandboxProxyIncomplete: Rule = {
  id: 'sandbox-proxy-incomplete',
  claims: ['SVC-2'],
  severity: 'recommended',
  title: 'The sandbox has the proxy for http and for https',
  rationale:
    'With one of them only, code goes out directly for the other: past the SSRF proxy, or nowhere where a NetworkPolicy closes that way.',
  remediation: 'Set HTTP_PROXY and HTTPS_PROXY of the sandbox to the address of the SSRF proxy.',
  source: 'Dify docker/docker-compose.yaml: sandbox; dify-sandbox internal/static/config.go',
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    // A SOCKS proxy serves both.
    if (!sandbox || sandboxSetting(input, 'SOCKS5_PROXY', 'proxy.socks5')?.value) return;
    const lacking = ['http', 'https'].filter(
      (scheme) =>
        !sandboxSetting(input, `${scheme.toUpperCase()}_PROXY`, `proxy.${scheme}`)?.value &&
        isAbsent(input, sandbox, `${scheme.toUpperCase()}_PROXY`),
    );
    const [scheme] = lacking;
    if (!scheme || (lacking.length === 2 && !partIn(input, 'ssrf-proxy'))) return;
    const at = placeIn(sandbox.workload.entry, sandbox.placed.path);
    yield findingAt(at, {
      message: `the sandbox has no ${lacking.map((name) => `${name.toUpperCase()}_PROXY`).join(' and no ')}`,
      cause: lacking.length === 2 ? 'there is an SSRF proxy in the set, yet code goes past it' : 'the other one is set',
      remedy: 'set both to the address of the SSRF proxy',
      ...(lacking.length === 2 ? { severity: 'informational' as const } : {}),
    });
  },
};
