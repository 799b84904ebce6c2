import type { PartName } from '../../../core/config/index.ts';
import type { IngressObject } from '../../../lib/ingress-routing/index.ts';
import { environmentFor, type LintInput } from '../input/input.ts';
import { partOfRule, routesOf } from './routes.ts';

/** @returns the Ingresses with a rule that routes to a part. */
export function ingressesTo(input: LintInput, part: PartName): IngressObject[] {
  const leading = routesOf(input).rules.filter((rule) => partOfRule(input, rule) === part);
  const found = new Set(leading.map(({ ingress }) => ingress));
  return input.ingresses.filter((ingress) => found.has(ingress));
}

/** @returns a number in the API's environment; undefined if it is not set, or not known before the deployment. */
export function apiNumber(input: LintInput, name: string): number | undefined {
  const value = environmentFor(input, 'api')?.variables.get(name)?.value;
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
