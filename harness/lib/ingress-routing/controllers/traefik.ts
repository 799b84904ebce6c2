import type { Order, RouteRule, Tried } from '../types.ts';
import { EVERYTHING, elementwise, hostMatches, literally, tried } from './patterns.ts';

/**
 * Traefik 3.6 creates one router per path; the length of its rule is its priority: the longest is tried first, across
 * all hosts, and the order of equally long ones is that of a Go map, so it is undefined.
 * Source: Traefik 3.6.12, pkg/provider/kubernetes/ingress-nginx/kubernetes.go (loadConfiguration, buildRule,
 * buildHostRule, buildPrefixRule); pkg/muxer/http/mux.go (GetRulePriority) and matcher.go.
 */
export const traefikOrder: Order = (rules, host) => {
  const asked = host.toLowerCase();
  return rules
    .filter((rule) => rule.service && hostMatches(rule.host, asked, 'one') && !isOverwritten(rule))
    .flatMap(router)
    .toSorted((a, b) => a.rank - b.rank);
};

/** All routers of an Ingress's default backend have the same name, so only its last host keeps one. */
function isOverwritten({ kind, host, ingress }: RouteRule): boolean {
  const hosts = (ingress.object.spec?.rules ?? []).map((rule) => (rule.host ?? '').toLowerCase());
  return kind === 'default' && hosts.length > 0 && (host === '' || hosts.findLast(Boolean) !== host);
}

function router(rule: RouteRule): Tried[] {
  const { pattern, matcher } = rule.kind === 'default' ? { pattern: EVERYTHING, matcher: '' } : pathMatcher(rule);
  const everywhere = rule.kind === 'default' && rule.host === '';
  const text = everywhere ? 'PathPrefix("/")' : [hostMatcher(rule.host), matcher].filter(Boolean).join(' && ');
  // Traefik drops a router whose rule is empty.
  if (text === '') return [];
  return tried({ rule, pattern, rank: everywhere ? Number.POSITIVE_INFINITY : -Buffer.byteLength(text), as: text });
}

function pathMatcher({ path, pathType, useRegex }: RouteRule): { pattern: string; matcher: string } {
  if (path === '') return { pattern: EVERYTHING, matcher: '' };
  if (pathType === 'Exact') return { pattern: `^${literally(path)}$`, matcher: `Path(${quoted(path)})` };
  if (useRegex) return { pattern: `^${path}`, matcher: `PathRegexp(${quoted(`^${path}`)})` };
  if (path === '/') return { pattern: '^/', matcher: 'PathPrefix("/")' };
  const bare = path.replace(/\/$/, '');
  return { pattern: elementwise(path), matcher: `(Path(${quoted(bare)}) || PathPrefix(${quoted(`${bare}/`)}))` };
}

function hostMatcher(host: string): string {
  if (host === '') return '';
  if (!host.startsWith('*.')) return `Host(${quoted(host)})`;
  const below = host.slice(2).replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');
  return `HostRegexp(${quoted(`^[a-zA-Z0-9-]+\\.${below}$`)})`;
}

/** As Go's `%q` quotes a text: an escaped backslash counts as two characters. */
const quoted = (text: string): string => JSON.stringify(text);
