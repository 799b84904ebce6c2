import type { V1IngressClass } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import {
  type Answer,
  type Clashes,
  clashesOf,
  type RouteRule,
  type Routing,
  routingOf,
  rulesOf,
  rulesOfHttpRoutes,
} from '../../../lib/ingress-routing/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import { PARTS } from '../input/expectations.ts';
import { httpRoutes } from '../input/http-routes.ts';
import type { LintInput } from '../input/input.ts';
import { ofKind } from '../input/of-kind.ts';
import { classOf, NGINX_CONTROLLER } from './classes.ts';

/** How the set routes: computed once for all rules. */
export interface Routes {
  readonly rules: readonly RouteRule[];
  /** As the configured controller routes. */
  readonly routing: Routing;
  readonly clashes: Clashes;
  /** What the HTTPRoutes of the set say, as the Gateway API orders them. */
  readonly gateway: Routing;
  /** As ingress-nginx itself routes: the class is named after it, whichever controller serves it. */
  readonly nginx: Routing;
  readonly nginxClashes: Clashes;
}

const CACHE = new WeakMap<LintInput, Routes>();

export function routesOf(input: LintInput): Routes {
  const known = CACHE.get(input);
  if (known) return known;
  const made = makeRoutes(input);
  CACHE.set(input, made);
  return made;
}

function makeRoutes(input: LintInput): Routes {
  const rules = rulesOf(served(input));
  const routing = routingOf(rules, input.expected.ingressController);
  const gateway = routingOf(rulesOfHttpRoutes(httpRoutes(input)), 'kubernetes');
  const nginx = routingOf(rules, 'ingress-nginx');
  const asked = Map.groupBy(input.expected.routes, ({ host }) => host.toLowerCase());
  const preferred = (host: string) => (asked.get(host) ?? []).map(({ path }) => path);
  return {
    rules,
    routing,
    gateway,
    nginx,
    clashes: clashesOf(routing, preferred),
    nginxClashes: clashesOf(nginx, preferred),
  };
}

/** @returns who answers a request from outside: an Ingress, else an HTTPRoute. */
export function answerFrom(input: LintInput, host: string, path: string): Answer {
  const { routing, gateway } = routesOf(input);
  const answer = routing.answer(host, path);
  return answer.kind === 'none' ? gateway.answer(host, path) : answer;
}

/** All but those whose class the set assigns to another controller; a wrong class is reported separately. */
function served(input: LintInput) {
  const others = ofKind<V1IngressClass>(input, 'IngressClass').filter(
    ({ object }) => object.spec?.controller !== NGINX_CONTROLLER,
  );
  const foreign = new Set(others.map(({ object }) => object.metadata?.name));
  return input.ingresses.filter((ingress) => !foreign.has(classOf(ingress)?.name));
}

/** @returns the part whose Service a rule routes to. */
export function partOfRule({ expected }: LintInput, { service }: RouteRule): PartName | undefined {
  return service && PARTS.find((part) => expected.parts[part].service === service.name);
}

/** @returns the target of a rule, as messages name it: the part, else the Service. */
export function targetOf(input: LintInput, rule: RouteRule): string {
  return partOfRule(input, rule) ?? `Service ${rule.service?.name ?? '(none)'}`;
}

/** @returns `rule /console of Ingress dify/dify-web`. */
export function ruleName({ kind, path, ingress }: RouteRule): string {
  const what = kind === 'default' ? 'the default backend' : `rule ${path || '(no path)'}`;
  return `${what} of ${nameOf(ingress.entry.object)}`;
}

export const placeOfRule = ({ ingress, field, kind }: RouteRule): Place =>
  placeIn(ingress.entry, kind === 'path' ? [...field, 'path'] : field);

/** @returns the path of the annotation within the object. */
export const annotationPath = (name: string): readonly string[] => [
  'metadata',
  'annotations',
  `nginx.ingress.kubernetes.io/${name}`,
];

/** @returns who answers, as messages name it. */
export function answerText(input: LintInput, answer: Answer): string {
  if (answer.kind === 'rule') return `${targetOf(input, answer.rule)} (${ruleName(answer.rule)})`;
  if (answer.kind === 'tie') return answer.rules.map((rule) => targetOf(input, rule)).join(' or ');
  return answer.kind === 'none'
    ? 'the ingress controller itself (404)'
    : 'a rule that cannot be determined from the files';
}
