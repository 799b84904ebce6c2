import type { Answer, RouteRule } from '../../../lib/ingress-routing/index.ts';
import type { Difference } from '../../../releases/index.ts';
import { locationFor, type NginxServer, nginxServers } from '../../facts/dify/nginx-routes.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { isEdge, programOf } from '../../facts/edge/nginx-edge.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import { answerText, partOfRule, placeOfRule, routesOf } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { partOfService, serviceFor } from '../../facts/upgrade/services.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const upgradeRouteMissing: Rule = {
  id: 'upgrade-route-missing',
  claims: ['NET-2'],
  severity: 'recommended',
  needs: 'target',
  title: 'Every location that is new in the target release leads to the part that serves it',
  rationale:
    "Dify's own nginx gets new locations with a release. Without them the requests end up at web, which answers 404.",
  remediation: 'Add a rule for the path to the Ingress that routes to the API, or a location to the nginx of the set.',
  source: 'Dify docker/nginx/conf.d/default.conf.template of both releases (harness/releases/data)',
  *find(input) {
    const [rule] = routesOf(input).rules.filter((one) => partOfRule(input, one) === 'api');
    const servers = nginxServers(input).filter((server) => isEdge(input, server) && isForApi(input, server));
    yield* differencesOf(input, ['route'], function* (difference, { to }) {
      const { name, change, weight, to: target = '' } = difference;
      if (change === 'removed' || weight !== 'must') return;
      const [server] = servers;
      if (!rule && !server) {
        return yield {
          kind: 'not-evaluated',
          message: 'no Ingress and no nginx of the set routes to the API: its edge is elsewhere',
        };
      }
      if (servers.some((one) => mayLead(input, one, requestFor(name), target))) return;
      if (rule) yield* byIngress(input, rule, difference, to.version);
      else if (server) yield byNginx(input, server, difference, to.version);
    });
  },
};

const requestFor = (location: string): string => `${location.replace(/\/$/, '')}/x`;

function* byIngress(input: LintInput, rule: RouteRule, { name, why = '', to = '' }: Difference, version: string) {
  const path = requestFor(name);
  const asked = sampleHosts(input).map((host) => ({ host, answer: routesOf(input).routing.answer(host, path) }));
  if (asked.some(({ answer }) => answer.kind === 'unknown' || leads(input, answer, to))) return;
  const [first] = asked;
  yield findingAt(placeOfRule(rule), {
    message: `no host routes ${name} to ${to}, which is new in Dify ${version}`,
    cause: why,
    remedy: `add a path ${name} with pathType Prefix that leads to ${addressOf(input, to)}`,
    ...(first ? { proof: `GET http://${first.host}${path} is answered by ${answerText(input, first.answer)}` } : {}),
  });
}

function byNginx(
  input: LintInput,
  server: NginxServer,
  { name, why = '', to = '' }: Difference,
  version: string,
): Outcome {
  const location = locationFor(server, requestFor(name));
  return findingAt(server.directive.at, {
    message: `${nameIn(server.nginx.environment)} does not route ${name} to ${to}, which is new in Dify ${version}`,
    cause: why,
    remedy: `add a location ${name} that leads to ${addressOf(input, to)}`,
    proof: `GET ${requestFor(name)} is answered by ${location ? `location ${location.path}` : 'nginx itself (404)'}`,
  });
}

function addressOf(input: LintInput, target: string): string {
  const [service = '', port = ''] = target.split(':');
  return `${serviceFor(input, service) ?? `<Service of ${service}>`}, port ${port}`;
}

const isForApi = (input: LintInput, server: NginxServer): boolean =>
  server.locations.some((location) => programOf(input, server, location) === 'api');

/** A location of its own whose target the files don't tell may be right. */
function mayLead(input: LintInput, server: NginxServer, path: string, target: string): boolean {
  const location = locationFor(server, path);
  if (!location || location.targets.length === 0) return false;
  const program = programOf(input, server, location);
  const part = partOfService(target.split(':')[0] ?? '');
  return program === undefined || (part ? program === part : program !== 'web');
}

/** A part that is no part of the description has a Service of its own: anything but web will do. */
function leads(input: LintInput, answer: Answer, target: string): boolean {
  if (answer.kind !== 'rule') return false;
  const part = partOfService(target.split(':')[0] ?? '');
  const answering = partOfRule(input, answer.rule);
  return part ? answering === part : answering !== 'web';
}
