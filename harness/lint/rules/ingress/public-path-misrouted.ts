import { gte } from 'semver';
import type { PartName } from '../../../core/config/index.ts';
import { literalStart, type RouteRule } from '../../../lib/ingress-routing/index.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { difyVersion } from '../../facts/dify/versions.ts';
import { answeredAt } from '../../facts/edge/answers.ts';
import { wholeHost } from '../../facts/edge/whole-host.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { partOfRule, routesOf } from '../../facts/ingress/routes.ts';
import { hasRoutes } from '../../facts/input/http-routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

interface Surface {
  readonly path: string;
  readonly part: PartName;
  readonly what: string;
  readonly since?: string;
}

/** What Dify serves besides its pages (docker/nginx/conf.d/default.conf.template). */
const SURFACES: readonly Surface[] = [
  { path: '/v1', part: 'api', what: 'the service API' },
  { path: '/files', part: 'api', what: 'files and previews' },
  { path: '/e', part: 'plugin-daemon', what: 'plugin endpoints' },
  { path: '/mcp', part: 'api', what: 'MCP servers', since: '1.6.0' },
  { path: '/triggers', part: 'api', what: 'webhooks and triggers', since: '1.10.0' },
];

export const publicPathMisrouted: Rule = {
  id: 'public-path-misrouted',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every public path of Dify is routed to the part that serves it',
  rationale: 'The API serves /v1, /files, /mcp and /triggers, the plugin daemon /e/. Any other part answers 404.',
  remediation: 'Route the path to the part that serves it.',
  source: 'Dify, docker/nginx/conf.d/default.conf.template',
  *find(input) {
    const version = difyVersion(input);
    const surfaces = SURFACES.filter(({ since }) => !since || (version !== undefined && gte(version, since)));
    const { rules, gateway } = routesOf(input);
    for (const rule of [...rules, ...gateway.rules]) {
      const surface = surfaces.find((one) => isFor(rule, one));
      const part = partOfRule(input, rule);
      if (!surface || !part || part === surface.part) continue;
      yield findingIn(rule.ingress.entry, [...rule.field, 'backend', 'service', 'name'], {
        message: `${surface.path} (${surface.what}) is routed to ${part}, but ${surface.part} serves it`,
        cause: `${part} answers these paths with 404`,
        remedy: `route it to ${serviceText(input, surface.part)}`,
      });
    }
    // Route-missing reports what such a host lacks.
    const closed = wholeHost(input) === undefined ? surfaces.filter((surface) => isClosed(input, surface)) : [];
    if (hasRoutes(input) && closed.length > 0) yield { kind: 'remark', message: closedText(closed) };
  },
};

function isFor(rule: RouteRule, { path }: Surface): boolean {
  const literal = literalStart(rule.path);
  return literal === path || literal.startsWith(`${path}/`);
}

const serviceText = ({ expected }: LintInput, part: PartName): string =>
  expected.parts[part].service ? `Service ${expected.parts[part].service}` : `a Service of ${part}`;

function isClosed(input: LintInput, { path, part }: Surface): boolean {
  if (!programsOf(input).some(({ program }) => program === part)) return false;
  const answers = sampleHosts(input).map((host) => answeredAt(input, host, `${path}/x`));
  return answers.every(({ program, isKnown }) => isKnown && program !== part);
}

const closedText = (surfaces: readonly Surface[]): string =>
  `Not reachable from outside: ${surfaces.map(({ path, what }) => `${path} (${what})`).join(', ')}. ` +
  'Is it intended?';
