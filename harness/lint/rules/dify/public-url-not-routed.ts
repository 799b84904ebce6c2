import { urlFrom } from '../../facts/dify/browser.ts';
import { ingressHosts, servedBy } from '../../facts/dify/ingress-hosts.ts';
import { isInnerUrl } from '../../facts/dify/inner-host.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { existing, type Rule } from '../../rule.ts';

/** Addresses that browsers call, with the part whose variable decides. */
const CALLED = [
  ['api', 'CONSOLE_WEB_URL'],
  ['api', 'APP_WEB_URL'],
  ['web', 'CONSOLE_API_URL'],
  ['web', 'APP_API_URL'],
] as const;
export const publicUrlNotRouted: Rule = {
  id: 'public-url-not-routed',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every host that browsers call is served by an Ingress',
  rationale: 'Otherwise the page loads and then calls a host that answers 404 or does not exist.',
  remediation: 'Add an Ingress rule for the host, or correct the address.',
  source: 'Deployment description 10.7',
  *find(input) {
    const hosts = ingressHosts(input);
    if (hosts.size === 0) return;
    // host-without-ingress covers the hosts that the config promises.
    const promised = Object.values(input.expected.hosts);
    for (const [part, name] of CALLED) {
      for (const environment of partsIn(input, part)) {
        const variable = environment.variables.get(name);
        const url = urlFrom(variable?.value);
        // Browser-url-internal reports a name that only pods resolve.
        if (!variable?.value || !url || isInnerUrl(input, variable.value, environment)) continue;
        if (promised.includes(url.hostname) || servedBy(hosts, url.hostname)) continue;
        yield findingAt(variable.definedAt, {
          message: `${name}: no Ingress serves ${url.hostname}`,
          cause: existing('Ingress hosts', hosts.keys()),
          remedy: 'add an Ingress rule for it, or use one of those hosts',
        });
      }
    }
  },
};
