import type { Order, RouteRule } from '../types.ts';
import { EVERYTHING, elementwise, literally, nearestHost, tried } from './patterns.ts';

/**
 * ingress-nginx creates one `server` per host. Of several paths with the same text and type, the first counts. If any
 * Ingress of the host has `use-regex`, or a `rewrite-target` that changes something, all paths of the host become
 * case-insensitive regular expressions, and nginx uses the first that matches, longest text first. Otherwise nginx uses
 * an exact path, else the longest prefix.
 * Source: ingress-nginx, internal/ingress/controller/controller.go (createServers, getBackendServers), location.go
 * (updateServerLocations), template/template.go (enforceRegexModifier, buildLocation); docs/user-guide/ingress-path-matching.md.
 */
export const nginxOrder: Order = (rules, host) => {
  const server = nearestHost(
    rules.map((rule) => rule.host),
    host.toLowerCase(),
    'many',
  );
  if (server === undefined) return [];
  const mine = rules.filter((rule) => rule.host === server);
  const paths = firstOfEach(mine.filter(({ kind, service }) => kind === 'path' && service));
  const locations = isRegexHost(mine) ? regularExpressions(paths) : [...exact(paths), ...prefixes(paths)];
  const last = mine.find(({ kind, service }) => kind === 'default' && service);
  if (last) locations.push({ rule: last, pattern: EVERYTHING, as: 'location /' });
  return locations.flatMap((location, rank) => tried({ ...location, rank }));
};

interface Location {
  readonly rule: RouteRule;
  readonly pattern: string;
  readonly as: string;
  readonly ignoreCase?: boolean;
}

/** @returns whether the paths of the rules, all of the same host, are regular expressions. */
export function isRegexHost(rules: readonly RouteRule[]): boolean {
  return rules.some(({ useRegex, rewriteTarget, path }) => useRegex || (rewriteTarget && rewriteTarget !== path));
}

/** A missing path is `/`; `ImplementationSpecific` is `Prefix` (SetDefaultNGINXPathType). */
const textOf = ({ path }: RouteRule): string => path || '/';
const isExact = ({ pathType }: RouteRule): boolean => pathType === 'Exact';

function firstOfEach(rules: readonly RouteRule[]): RouteRule[] {
  const first = new Map<string, RouteRule>();
  for (const rule of rules) {
    const key = `${isExact(rule) ? '=' : ''}${textOf(rule)}`;
    if (!first.has(key)) first.set(key, rule);
  }
  return [...first.values()];
}

/** The longest first; equally long ones in reverse alphabetical order. */
function longestFirst(a: RouteRule, b: RouteRule): number {
  const [one, other] = [textOf(a), textOf(b)];
  return Buffer.byteLength(other) - Buffer.byteLength(one) || (one < other ? 1 : one > other ? -1 : 0);
}

function regularExpressions(rules: readonly RouteRule[]): Location[] {
  const exactTexts = new Set(rules.filter(isExact).map(textOf));
  return rules.toSorted(longestFirst).map((rule) => {
    const text = textOf(rule);
    // A plain prefix gets two locations, `/foo/` and `/foo`, unless the second one already exists.
    const own = isExact(rule) || rule.useRegex || rule.rewriteTarget || text === '/' || !exactTexts.has(text);
    const pattern = `^${own ? text : `${text.replace(/\/$/, '')}/`}`;
    return { rule, pattern, as: `location ~* "${pattern}"`, ignoreCase: true };
  });
}

function exact(rules: readonly RouteRule[]): Location[] {
  return rules
    .filter(isExact)
    .toSorted(longestFirst)
    .map((rule) => ({ rule, pattern: `^${literally(textOf(rule))}$`, as: `location = ${textOf(rule)}` }));
}

/** `/foo/` answers `/foo` with a redirect to itself, so it matches both. */
function prefixes(rules: readonly RouteRule[]): Location[] {
  return rules
    .filter((rule) => !isExact(rule))
    .toSorted(longestFirst)
    .map((rule) => ({
      rule,
      pattern: elementwise(textOf(rule)),
      as: `location ${textOf(rule).replace(/\/?$/, '/')}`,
    }));
}
