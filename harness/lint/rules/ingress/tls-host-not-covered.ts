import { covers, tlsOf } from '../../facts/ingress/tls.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const tlsHostNotCovered: Rule = {
  id: 'tls-host-not-covered',
  claims: ['TLS-1'],
  severity: 'recommended',
  title: 'If an Ingress has TLS, it covers all hosts of its rules',
  rationale: 'A host that no TLS entry covers is served with the controller’s own certificate, which browsers reject.',
  remediation: 'List the same hosts in spec.tls and spec.rules.',
  source: 'Kubernetes, "Ingress": TLS (hosts need to match the hosts of the rules)',
  *find(input) {
    for (const [ingress, entries] of Map.groupBy(tlsOf(input), (entry) => entry.ingress)) {
      const named = entries.flatMap((entry) => entry.tls.hosts ?? []);
      for (const [index, { host = '' }] of (ingress.object.spec?.rules ?? []).entries()) {
        if (host === '' || entries.some((entry) => covers(entry.tls, host))) continue;
        yield findingIn(ingress.entry, ['spec', 'rules', index, 'host'], {
          message: `no TLS entry of the Ingress covers ${host}`,
          cause: existing('hosts in spec.tls', named),
          remedy: `add ${host} to spec.tls[].hosts`,
        });
      }
    }
  },
};
