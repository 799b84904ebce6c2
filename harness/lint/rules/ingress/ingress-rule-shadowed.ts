import type { Clash, Controller } from '../../../lib/ingress-routing/index.ts';
import { routesOf, ruleName, targetOf } from '../../facts/ingress/routes.ts';
import { clashFinding, controllerName } from '../../facts/ingress/shadowed.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const ingressRuleShadowed: Rule = {
  id: 'ingress-rule-shadowed',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No rule of an Ingress is shadowed by another one',
  rationale:
    'A rule that is tried after one which takes all of its requests gets none. With /console/api behind /console the ' +
    'console gets web pages where it asks the API: the pages load, and every login fails.',
  remediation:
    'Make the shadowed rule the one that is tried first: under use-regex write its path longer than the other one’s, ' +
    '/console/api(/|$)(.*) beside /console(/|$)(.*).',
  source:
    'Deployment description 10.7; ingress-nginx, "Ingress Path Matching": Path Priority; Traefik 3.6, "HTTP Routers": Priority',
  *find(input) {
    const { routing, clashes, nginxClashes } = routesOf(input);
    const told = new Set<object>();
    for (const clash of clashes.clashes) {
      if (clash.extent !== 'whole') continue;
      told.add(clash.rule.rule);
      yield shadowed(input, clash, routing.controller);
    }
    for (const clash of nginxClashes.clashes) {
      if (clash.extent === 'whole' && !told.has(clash.rule.rule)) yield shadowed(input, clash, 'ingress-nginx');
    }
    for (const { rule, reason } of clashes.untold) {
      const at = placeIn(rule.ingress.entry, [...rule.field, 'path']);
      yield { kind: 'not-evaluated', message: `${ruleName(rule)}: ${reason}`, at };
    }
  },
};

/** What only ingress-nginx does is worth a look where another controller is configured. */
function shadowed(input: LintInput, clash: Clash, controller: Controller): Outcome {
  const configured = controller === input.expected.ingressController;
  const under = configured ? '' : `under ${controllerName(controller)}, `;
  const winner = clash.winner.rule;
  return clashFinding(input, clash, controller, {
    message: `${under}no request reaches this rule: ${ruleName(winner)} takes them all for ${targetOf(input, winner)}`,
    remedy: remedyFor(clash),
    ...(configured ? {} : { severity: 'informational' }),
  });
}

function remedyFor({ rule, winner }: Clash): string {
  const { path, useRegex, pathType, host } = rule.rule;
  if (host !== winner.rule.host)
    return `write its path under the host ${winner.rule.host || '(none)'} too, or name the hosts one by one`;
  if (useRegex && !path.endsWith('(/|$)(.*)'))
    return `write the path as ${path.replace(/\/$/, '')}(/|$)(.*), so that it is the longer one`;
  if (pathType === 'Exact')
    return `write it with pathType Prefix: as the longer path it is tried before ${winner.rule.path}`;
  return 'write its path so that it is tried first, or make the other one take less';
}
