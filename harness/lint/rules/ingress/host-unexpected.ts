import { knownHosts, servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { existing, type Rule } from '../../rule.ts';

export const hostUnexpected: Rule = {
  id: 'host-unexpected',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'Every host that an Ingress serves is named in the config',
  rationale:
    'Dify is then reachable under a name that nobody checks: an old domain, or any name that resolves to the controller.',
  remediation: 'Remove the rule, or add the host to `hosts` or `routes` in the config.',
  source: 'Deployment description 10.7; the config, `hosts`',
  needs: 'config',
  *find(input) {
    const known = knownHosts(input);
    const served = servedHosts(input);
    // A missing host is most likely this one, misspelled: host-without-ingress reports it.
    if (Object.values(input.expected.hosts).some((host) => !servesHost(served.keys(), host))) return;
    for (const [host, at] of served) {
      if (known.has(host)) continue;
      const every = host === '' ? 'a rule without a host serves every name that resolves to the controller' : undefined;
      yield {
        kind: 'finding',
        at,
        message: every ?? `the config does not name the host ${host}`,
        cause: existing('hosts in the config', known),
        remedy: every ? 'set the host' : 'remove the rule, or add the host to `hosts` or `routes` in the config',
      };
    }
  },
};
