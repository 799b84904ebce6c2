import { programsOf } from '../../facts/dify/programs.ts';
import { serviceUrlOf } from '../../facts/dify/service-url.ts';
import { findingAt, isAbsent, nameIn } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { Rule } from '../../rule.ts';

const NAMES = ['SSRF_PROXY_HTTP_URL', 'SSRF_PROXY_HTTPS_URL', 'SSRF_PROXY_ALL_URL'] as const;

export const ssrfProxyUnset: Rule = {
  id: 'ssrf-proxy-unset',
  claims: ['SVC-2'],
  severity: 'recommended',
  title: 'API and worker use the SSRF proxy that the set deploys',
  rationale:
    'Without its address, HTTP nodes, tools and web scrapers connect directly: whoever builds an app can reach every Service of the cluster and the metadata address of the cloud. The proxy runs and nobody uses it.',
  remediation: 'Set SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL, both to the http:// address of the proxy.',
  source:
    'Dify api/core/helper/ssrf_proxy.py (0.15.3 to 1.16.0): SSRF_PROXY_ALL_URL, else both of the others, else no proxy',
  needs: 'ssrf-proxy',
  *find(input) {
    const running = programsOf(input);
    if (!running.some(({ program }) => program === 'ssrf-proxy')) return;
    const bypassing = running.filter(
      ({ environment, program }) =>
        (program === 'api' || program === 'worker') && NAMES.every((name) => isAbsent(input, environment, name)),
    );
    const [first, ...others] = bypassing.map(({ environment }) => environment);
    if (!first) return;
    const name = NAMES[0];
    yield findingAt(first.variables.get(name)?.definedAt ?? absentPlace(first, name), {
      message: `${[first, ...others].map(nameIn).join(' and ')} set no SSRF proxy, but the set deploys one`,
      cause: 'the variables were left out when the settings were copied',
      remedy: `set SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL to ${serviceUrlOf(input, 'ssrf-proxy') ?? 'its address'}`,
      related: others.map((other) => ({ at: absentPlace(other, name), message: 'also missing here' })),
    });
  },
};
