import { type RouteRule, sameService } from '../../../lib/ingress-routing/index.ts';
import { placeOfRule, routesOf, ruleName, targetOf } from '../../facts/ingress/routes.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const ingressPathDuplicate: Rule = {
  id: 'ingress-path-duplicate',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No host has the same path twice',
  rationale:
    'The files do not define which of the two answers: ingress-nginx uses the older Ingress, Traefik either one, and the ' +
    'files do not show which one is older.',
  remediation: 'Keep one of the two.',
  source:
    'ingress-nginx, internal/ingress/controller/controller.go (getBackendServers) and store.go (sortIngressSlice); ' +
    'Traefik 3.6.12, pkg/muxer/http/mux.go',
  *find(input) {
    const first = new Map<string, RouteRule>();
    // The rules are sorted by name in reverse; the order of files must not matter.
    const byIngress = Map.groupBy(routesOf(input).rules, ({ ingress }) => ingress);
    for (const rule of [...byIngress.values()].toReversed().flat()) {
      if (rule.kind !== 'path') continue;
      const key = keyOf(rule);
      const before = first.get(key);
      if (!before) first.set(key, rule);
      else yield twice(rule, before, sameService(rule, before), targetOf(input, before));
    }
  },
};

/** A prefix is the same with and without a trailing slash; a pattern is not. */
function keyOf({ host, path, pathType, useRegex }: RouteRule): string {
  if (pathType === 'Exact') return `${host} = ${path}`;
  return `${host} ${useRegex ? path : path.replace(/\/$/, '')}`;
}

function twice(rule: RouteRule, before: RouteRule, same: boolean, target: string): Outcome {
  return {
    kind: 'finding',
    at: placeIn(rule.ingress.entry, [...rule.field, 'path']),
    message: `host ${rule.host || '(any)'} has the path ${rule.path || '/'} twice`,
    cause: `${ruleName(before)} has it too, and routes to ${same ? 'the same Service' : target}`,
    remedy: same ? 'remove one of the two' : 'keep the one that routes to the right Service',
    related: [{ at: placeOfRule(before), message: 'the same path' }],
    ...(same ? { severity: 'recommended' as const } : {}),
  };
}
