import { type IngressObject, isRegexHost, type RouteRule } from '../../../lib/ingress-routing/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Outcome, placeIn, type Rule } from '../../rule.ts';

export const ingressRegexConflict: Rule = {
  id: 'ingress-regex-conflict',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'Ingresses that share a host agree on whether its paths are regular expressions',
  rationale:
    'In ingress-nginx, one Ingress with use-regex or rewrite-target turns all paths of its host into regular expressions, ' +
    'also those in other files: /api then matches /apis too, and the longest path wins. Traefik treats each Ingress separately.',
  remediation: 'Set use-regex on all Ingresses of the host or on none, or give each its own host.',
  source: 'ingress-nginx, "Ingress Path Matching": Path Priority, important notes',
  needs: 'ingress-nginx',
  *find(input) {
    for (const [host, rules] of Map.groupBy(routesOf(input).rules, (rule) => rule.host)) {
      const ingresses = [...Map.groupBy(rules, ({ ingress }) => ingress)];
      const regex = ingresses.find(([, own]) => isRegexHost(own));
      if (!regex) continue;
      for (const [ingress, own] of ingresses) {
        if (ingress !== regex[0] && !isRegexHost(own)) yield shared(host, ingress, own, regex[0]);
      }
    }
  },
};

function shared(host: string, ingress: IngressObject, rules: readonly RouteRule[], regex: IngressObject): Outcome {
  const other = nameOf(regex.entry.object);
  return findingIn(ingress.entry, rules[0]?.field.slice(0, 3) ?? ['spec', 'rules'], {
    message: `its paths for ${host || 'every host'} are regular expressions too, because ${other} shares the host`,
    cause: `${other} sets use-regex or rewrite-target; ingress-nginx applies that to the whole host`,
    remedy: 'set use-regex on both and write all paths as regular expressions, or on neither',
    related: [{ at: placeIn(regex.entry, ['metadata', 'annotations']), message: 'set here' }],
  });
}
