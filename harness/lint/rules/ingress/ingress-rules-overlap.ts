import type { Clash, Controller } from '../../../lib/ingress-routing/index.ts';
import { routesOf, ruleName, targetOf } from '../../facts/ingress/routes.ts';
import { clashFinding } from '../../facts/ingress/shadowed.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const ingressRulesOverlap: Rule = {
  id: 'ingress-rules-overlap',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'No rule of an Ingress takes a part of another one’s requests by the length of its text',
  rationale:
    'Where two patterns have requests in common and neither is a part of the other, the longer text gets them, or chance ' +
    'decides: a change of a letter sends requests elsewhere.',
  remediation: 'Write the patterns so that they have nothing in common, or so that one is a part of the other.',
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
      clash.extent === 'chance'
        ? `whether this rule or ${other} answers is not certain: both are tried with the same priority`
        : `some of its requests go to ${other}, which is tried first`,
    remedy:
      'write the two paths so that they share no request, or so that the one that shall win is a part of the other',
  });
}
