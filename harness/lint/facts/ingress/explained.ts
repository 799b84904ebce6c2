import { type Answer, isRegexHost, patternFault, type RouteRule } from '../../../lib/ingress-routing/index.ts';
import type { LintInput } from '../input/input.ts';
import { keyOf, keysOfKind } from '../input/of-kind.ts';
import { partOfRule, routesOf } from './routes.ts';

const FAULTY = new WeakMap<LintInput, ReadonlySet<string>>();

/** @returns the hosts for which a more basic rule explains why requests are misrouted. */
function faultyHosts(input: LintInput): ReadonlySet<string> {
  const known = FAULTY.get(input);
  if (known) return known;
  const services = keysOfKind(input, 'Service');
  const isThere = ({ service, ingress }: RouteRule): boolean =>
    service !== undefined && services.has(keyOf(service.name, ingress.object.metadata?.namespace));
  const faulty = routesOf(input).rules.filter(
    (rule) => !isThere(rule) || isUnmarkedPattern(rule) || wrongPattern(rule),
  );
  const hosts = new Set(faulty.map(({ host }) => host));
  FAULTY.set(input, hosts);
  return hosts;
}

export type Route = LintInput['expected']['routes'][number];

/** @returns whether a request is answered by the part that should answer it. */
export function reaches(input: LintInput, { host, path, to }: Route): boolean {
  const answer = routesOf(input).routing.answer(host, path);
  return answer.kind === 'rule' ? partOfRule(input, answer.rule) === to : answer.kind === to;
}

/** @returns whether another rule already reports the root cause of a misrouted request. */
export function isExplained(
  input: LintInput,
  asked: { host: string; path: string; to: string },
  answer: Answer,
): boolean {
  // Inner-api-exposed reports access to the inner API from outside.
  if (asked.to === 'none' && asked.path.startsWith('/inner/api') && answer.kind === 'rule') return true;
  if (answer.kind === 'tie' || faultyHosts(input).has(asked.host.toLowerCase())) return true;
  const { clashes } = routesOf(input).clashes;
  return clashes.some(
    ({ rule }) =>
      partOfRule(input, rule.rule) === asked.to &&
      rule.rule.host === asked.host.toLowerCase() &&
      typeof rule.paths !== 'string' &&
      rule.paths.matches(asked.path),
  );
}

/** @returns whether a path is written as a pattern, but nothing makes it one. */
export function isUnmarkedPattern(rule: RouteRule): boolean {
  return /[()[\]{}*+?|^$\\]/.test(rule.path) && !isRegexHost([rule]);
}

/** @returns why the pattern of a rule is invalid for every controller. */
export function wrongPattern(rule: RouteRule): string | undefined {
  if (rule.kind !== 'path' || !isRegexHost([rule]) || rule.path === '') return undefined;
  const fault = patternFault(`^${rule.path}`);
  return fault && !fault.unsupported ? fault.message : undefined;
}
