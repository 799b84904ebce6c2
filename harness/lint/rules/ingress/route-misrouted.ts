import type { Answer } from '../../../lib/ingress-routing/index.ts';
import { isExplained, type Route, reaches } from '../../facts/ingress/explained.ts';
import { answerText, placeOfRule, routesOf } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Outcome, type Place, placeIn, type Rule } from '../../rule.ts';

export const routeMisrouted: Rule = {
  id: 'route-misrouted',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every request in the config is answered by the part that should answer it',
  rationale: 'Routing is signed off with these requests; on the cluster they would be answered in the same way.',
  remediation: 'Correct the Ingress, or the route in the config if that one is wrong.',
  source: 'Deployment description 10.7; the config, `routes`',
  *find(input) {
    const { routing, rules } = routesOf(input);
    const served = new Set(rules.map(({ host }) => host));
    const reported = new Set<string>();
    for (const route of input.expected.routes) {
      const { host, path, to } = route;
      const answer = routing.answer(host, path);
      if (to !== 'none' && answer.kind === 'none' && !served.has(host.toLowerCase())) continue;
      if (answer.kind === 'unknown' || reaches(input, route) || isExplained(input, route, answer)) continue;
      const at = placeOf(input, answer, host);
      // Requests that are misrouted in the same way have one cause.
      const fault = [host, to, answerText(input, answer)].join('\0');
      if (!at || reported.has(fault)) continue;
      reported.add(fault);
      yield misrouted(input, route, answer, at);
    }
  },
};

/** Where routing is decided: the rule that answers, else an Ingress of the host, else any Ingress. */
function placeOf(input: LintInput, answer: Answer, host: string): Place | undefined {
  if (answer.kind === 'rule') return placeOfRule(answer.rule);
  const rule = routesOf(input).rules.find((one) => one.host === host.toLowerCase()) ?? routesOf(input).rules[0];
  return rule && placeIn(rule.ingress.entry, ['spec', 'rules']);
}

function misrouted(input: LintInput, { host, path, to }: Route, answer: Answer, at: Place): Outcome {
  const wanted = to === 'none' ? 'the ingress controller itself should refuse it' : `${to} should answer it`;
  const rules = routesOf(input).routing.order(host);
  const tried = rules.map(({ as }, index) => `${index + 1}. ${as}`).slice(0, 6);
  return {
    kind: 'finding',
    at,
    message: `GET http://${host}${path} is answered by ${answerText(input, answer)}, but ${wanted}`,
    cause:
      tried.length > 0
        ? `the rules for this host are tried in this order: ${tried.join('; ')}`
        : 'no rule is for this host',
    remedy:
      to === 'none'
        ? 'make sure that no rule matches this path'
        : `add a rule that routes the path to ${to}, or correct the one that matches it`,
    proof: `GET http://${host}${path} is answered by ${answerText(input, answer)}`,
  };
}
