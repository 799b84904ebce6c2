import { closestTo } from '../../../lib/text/index.ts';
import { byName, servedHosts, servesHost } from '../../facts/ingress/hosts.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const hostWithoutIngress: Rule = {
  id: 'host-without-ingress',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every host in the config has an Ingress',
  rationale: 'Without one, the ingress controller answers every request for the host with 404.',
  remediation: 'Add an Ingress with a rule for the host, or correct the misspelled host.',
  source: 'Deployment description 10.7; the config, `hosts`',
  needs: 'config',
  *find(input) {
    const hosts = servedHosts(input);
    const some = input.ingresses.toSorted(byName)[0];
    if (!some) return;
    for (const [which, host] of Object.entries(input.expected.hosts)) {
      if (servesHost(hosts.keys(), host)) continue;
      const meant = closestTo(host, [...hosts.keys()]);
      const at = hosts.get(meant ?? '') ?? placeIn(some.entry, ['spec', 'rules']);
      yield {
        kind: 'finding',
        at,
        message: `no Ingress has a rule for ${host} (hosts.${which} in the config)`,
        cause: existing('Ingress hosts', hosts.keys()),
        remedy: meant ? `use ${host} instead of ${meant}` : `add an Ingress with a rule for ${host}`,
      };
    }
  },
};
