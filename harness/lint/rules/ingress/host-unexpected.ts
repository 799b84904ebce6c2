import { knownHosts, servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { existing, type Rule } from '../../rule.ts';

export const hostUnexpected: Rule = {
  id: 'host-unexpected',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'No Ingress serves a host that the config does not name',
  rationale:
    'Dify is then reachable under a name that nobody checks: an old domain, or every name that leads to the controller.',
  remediation: 'Remove the rule, or name the host in the config’s `hosts` or `routes`.',
  source: 'Deployment description 10.7; the config, `hosts`',
  *find(input) {
    const known = knownHosts(input);
    const served = servedHosts(input);
    // A host that is missing is most likely this one, misspelt: that is told where it is missing.
    if (Object.values(input.expected.hosts).some((host) => !servesHost(served.keys(), host))) return;
    for (const [host, at] of served) {
      if (known.has(host)) continue;
      const every = host === '' ? 'a rule without a host serves every name that leads to the controller' : undefined;
      yield {
        kind: 'finding',
        at,
        message: every ?? `the config knows no host ${host}`,
        cause: existing('hosts in the config', known),
        remedy: every ? 'name the host' : 'remove the rule, or name the host in `hosts` or `routes` of the config',
      };
    }
  },
};
