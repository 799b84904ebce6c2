import type { Clash, Controller } from '../../../lib/ingress-routing/index.ts';
import { routesOf, ruleName, targetOf } from '../../facts/ingress/routes.ts';
import { clashFinding, controllerName } from '../../facts/ingress/shadowed.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const ingressRuleShadowed: Rule = {
  id: 'ingress-rule-shadowed',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No Ingress rule is shadowed by another one',
  rationale:
    'A rule that is tried after one that matches all of its requests gets none. If /console/api comes after /console, the ' +
    'console gets web pages instead of API responses: the pages load, but every login fails.',
  remediation:
    'Make sure that the shadowed rule is tried first: with use-regex, make its path longer than the other one, for example ' +
    '/console/api(/|$)(.*) next to /console(/|$)(.*).',
  source:
    'Deployment description 10.7; ingress-nginx, "Ingress Path Matching": Path Priority; Traefik 3.6, "HTTP Routers": Priority',
  *find(input) {
    const { routing, clashes, nginxClashes } = routesOf(input);
    const reported = new Set<object>();
    for (const clash of clashes.clashes) {
      if (clash.extent !== 'whole') continue;
      reported.add(clash.rule.rule);
      yield shadowed(input, clash, routing.controller);
    }
    for (const clash of nginxClashes.clashes) {
      if (clash.extent === 'whole' && !reported.has(clash.rule.rule)) yield shadowed(input, clash, 'ingress-nginx');
    }
    for (const { rule, reason } of clashes.undecided) {
      const at = placeIn(rule.ingress.entry, [...rule.field, 'path']);
      yield { kind: 'not-evaluated', message: `${ruleName(rule)}: ${reason}`, at };
    }
  },
};

/** What only ingress-nginx does is informational if another controller is configured. */
function shadowed(input: LintInput, clash: Clash, controller: Controller): Outcome {
  const configured = controller === input.expected.ingressController;
  const under = configured ? '' : `under ${controllerName(controller)}, `;
  const winner = clash.winner.rule;
  return clashFinding(input, clash, controller, {
    message: `${under}no request reaches this rule: ${ruleName(winner)} routes them all to ${targetOf(input, winner)}`,
    remedy: remedyFor(clash),
    ...(configured ? {} : { severity: 'informational' }),
  });
}

function remedyFor({ rule, winner }: Clash): string {
  const { path, useRegex, pathType, host } = rule.rule;
  if (host !== winner.rule.host)
    return `add its path to the host ${winner.rule.host || '(none)'} too, or list the hosts one by one`;
  if (useRegex && !path.endsWith('(/|$)(.*)'))
    return `write the path as ${path.replace(/\/$/, '')}(/|$)(.*), which makes it the longer one`;
  if (pathType === 'Exact') return `use pathType Prefix: as the longer path, it is tried before ${winner.rule.path}`;
  return 'change its path so that it is tried first, or narrow the other one';
}
