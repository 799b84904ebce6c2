import type { Order, RouteRule, Tried } from '../types.ts';
import { EVERYTHING, elementwise, literally, nearestHost, tried } from './patterns.ts';

/**
 * What the Ingress API guarantees: the most specific host; of its paths the longest match, element by element, and
 * `Exact` before `Prefix`; a default backend gets the rest. `ImplementationSpecific` is treated as `Prefix`.
 * Source: Kubernetes, "Ingress": Path types, Multiple matches, Hostname wildcards, DefaultBackend.
 */
export const kubernetesOrder: Order = (rules, host) => {
  const nearest = nearestHost(
    rules.filter(({ kind }) => kind === 'path').map((rule) => rule.host),
    host.toLowerCase(),
    'one',
  );
  const served = rules.filter(({ service }) => service);
  const paths = served.filter((rule) => rule.kind === 'path' && rule.host === nearest).toSorted(byPrecedence);
  const rest = served.filter((rule) => rule.kind === 'default' && (rule.host === nearest || rule.host === ''));
  return [...paths, ...rest.toSorted((a, b) => b.host.length - a.host.length)].flatMap(asTried);
};

const length = (rule: RouteRule): number => rule.path.replace(/\/$/, '').length;
const isExact = ({ pathType }: RouteRule): boolean => pathType === 'Exact';

function byPrecedence(a: RouteRule, b: RouteRule): number {
  return length(b) - length(a) || Number(isExact(b)) - Number(isExact(a));
}

function asTried(rule: RouteRule, rank: number): Tried[] {
  const { kind, path, pathType } = rule;
  const pattern = kind === 'default' ? EVERYTHING : isExact(rule) ? `^${literally(path)}$` : elementwise(path);
  const as = kind === 'default' ? 'default backend' : `${pathType} ${path}`;
  return tried({ rule, rank, as, pattern });
}
