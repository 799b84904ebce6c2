import type { Clash, Controller } from '../../../lib/ingress-routing/index.ts';
import { type Outcome, placeIn } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { placeOfRule, ruleName, targetOf } from './routes.ts';

const CONTROLLERS: Readonly<Record<Controller, { readonly name: string; readonly habit: string }>> = {
  traefik: { name: 'Traefik', habit: 'the rule with the longest text (host and path) first' },
  'ingress-nginx': {
    name: 'ingress-nginx',
    habit: 'the longest regular expression first, and the first match wins',
  },
  kubernetes: { name: 'the controller', habit: 'the longest path first' },
};

const MOST_SHOWN = 6;

export const controllerName = (controller: Controller): string => CONTROLLERS[controller].name;

/** @returns the request that proves a clash: `GET http://dify.maywzh.com/console/api/ping is answered by web (…), not by api`. */
export function proofText(input: LintInput, { host, path, winner, rule, extent }: Clash): string {
  const [by, notBy] = [winner.rule, rule.rule].map((one) => targetOf(input, one));
  const request = `GET http://${host}${path}`;
  if (extent === 'tie') return `${request} is answered by either ${by} or ${notBy}`;
  return `${request} is answered by ${by} (${ruleName(winner.rule)}), not by ${notBy}`;
}

/** @returns the order in which the controller tries the rules of the host. */
export function orderText(input: LintInput, { order, rule }: Clash, controller: Controller): string {
  const upTo = order.slice(0, order.indexOf(rule) + 1);
  const shown = upTo.length > MOST_SHOWN ? [...upTo.slice(0, MOST_SHOWN - 1), ...upTo.slice(-1)] : upTo;
  const lines = shown.map((tried) => `${order.indexOf(tried) + 1}. ${tried.as} → ${targetOf(input, tried.rule)}`);
  const { name, habit } = CONTROLLERS[controller];
  return `${name} tries ${habit}: ${lines.join('; ')}`;
}

/** @returns the finding for a rule that loses requests to another one. */
export function clashFinding(
  input: LintInput,
  clash: Clash,
  controller: Controller,
  said: { readonly message: string; readonly remedy: string; readonly severity?: 'informational' },
): Outcome {
  const winner = clash.winner.rule;
  return {
    kind: 'finding',
    at: placeIn(clash.rule.rule.ingress.entry, [...clash.rule.rule.field, 'path']),
    ...said,
    cause: orderText(input, clash, controller),
    related: [{ at: placeOfRule(winner), message: `${ruleName(winner)}, tried first` }],
    proof: proofText(input, clash),
  };
}
