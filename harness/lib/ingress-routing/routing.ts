import { nginxOrder } from './controllers/ingress-nginx.ts';
import { kubernetesOrder } from './controllers/kubernetes.ts';
import { traefikOrder } from './controllers/traefik.ts';
import type { Answer, Controller, Order, RouteRule, Tried } from './types.ts';

const ORDERS: Readonly<Record<Controller, Order>> = {
  traefik: traefikOrder,
  'ingress-nginx': nginxOrder,
  kubernetes: kubernetesOrder,
};

/** How one controller routes requests with all the rules that it serves. */
export interface Routing {
  readonly controller: Controller;
  readonly rules: readonly RouteRule[];
  /** @returns the rules that can answer for a request host, in the order in which they are tried. */
  order(host: string): readonly Tried[];
  /** @returns who answers a request; `path` is without the query, and decoded. */
  answer(host: string, path: string): Answer;
}

/** Creates the model of a controller; the order for a host is computed once. */
export function routingOf(rules: readonly RouteRule[], controller: Controller): Routing {
  const orders = new Map<string, readonly Tried[]>();
  const byHost = Map.groupBy(rules, ({ host }) => host);
  const order = (host: string): readonly Tried[] => {
    const known = orders.get(host);
    if (known) return known;
    const near = matchingHosts(host).flatMap((named) => byHost.get(named) ?? []);
    const made = ORDERS[controller](near, host);
    orders.set(host, made);
    return made;
  };
  return { controller, rules, order, answer: (host, path) => answerOf(order(host), path) };
}

/** The host itself, each wildcard above it, and every host: lookups stay fast with many Ingresses. */
function matchingHosts(host: string): string[] {
  const labels = host.toLowerCase().split('.');
  return [labels.join('.'), ...labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`), ''];
}

function answerOf(tried: readonly Tried[], path: string): Answer {
  const begin = path.toLowerCase();
  const near = tried.filter(({ start }) => begin.startsWith(start));
  const matches = ({ paths }: Tried): boolean => typeof paths !== 'string' && paths.matches(path);
  const first = near.findIndex((candidate) => typeof candidate.paths === 'string' || matches(candidate));
  const winner = near[first];
  if (!winner) return { kind: 'none' };
  if (typeof winner.paths === 'string') return { kind: 'unknown', reason: winner.paths };
  const equals = near.slice(first).filter((other) => other.rank === winner.rank && matches(other));
  if (equals.some(({ rule }) => !sameService(rule, winner.rule)))
    return { kind: 'tie', rules: equals.map(({ rule }) => rule) };
  return { kind: 'rule', rule: winner.rule, as: winner.as };
}

/** @returns whether two rules route to the same port of the same Service. */
export function sameService(one: RouteRule, other: RouteRule): boolean {
  return (
    one.service?.name === other.service?.name &&
    one.service?.port === other.service?.port &&
    one.ingress.object.metadata?.namespace === other.ingress.object.metadata?.namespace
  );
}

/** @returns a request host that a rule matches: its own, or one below its wildcard that no other rule names. */
export function sampleHost({ host }: Pick<RouteRule, 'host'>): string {
  if (host === '') return 'any-other-host.invalid';
  return host.startsWith('*.') ? `any-other${host.slice(1)}` : host;
}
