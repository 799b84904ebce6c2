import type { Clash, Controller } from '../../../lib/ingress-routing/index.ts';
import { routesOf, ruleName, targetOf } from '../../facts/ingress/routes.ts';
import { clashFinding } from '../../facts/ingress/shadowed.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const ingressRulesOverlap: Rule = {
  id: 'ingress-rules-overlap',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'No two Ingress rules compete for the same requests',
  rationale:
    'If two patterns match some of the same requests and neither is a subset of the other, the longer one gets them, or the ' +
    'order is undefined: changing a single letter sends requests elsewhere.',
  remediation: 'Make the patterns disjoint, or make one a subset of the other.',
  source:
    'ingress-nginx, "Ingress Path Matching": Warning; Traefik 3.6.12, pkg/muxer/http/mux.go (routes are sorted by priority only)',
  *find(input) {
    const { routing, clashes } = routesOf(input);
    for (const clash of clashes.clashes) {
      if (clash.extent !== 'whole') yield overlap(input, clash, routing.controller);
    }
  },
};

function overlap(input: LintInput, clash: Clash, controller: Controller): Outcome {
  const winner = clash.winner.rule;
  const other = `${ruleName(winner)} (→ ${targetOf(input, winner)})`;
  return clashFinding(input, clash, controller, {
    message:
      clash.extent === 'tie'
        ? `it is undefined whether this rule or ${other} answers: both have the same priority`
        : `some of its requests go to ${other}, which is tried first`,
    remedy: 'make the two paths disjoint, or make the one that should win a subset of the other',
  });
}
