import { locationFor, type NginxServer, nginxServers } from '../../facts/dify/nginx-routes.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { answeredAt } from '../../facts/edge/answers.ts';
import { type EdgePath, edgePaths } from '../../facts/edge/edge-paths.ts';
import { isEdge, programOf } from '../../facts/edge/nginx-edge.ts';
import { sampleHosts } from '../../facts/ingress/hosts.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Rule } from '../../rule.ts';

export const nginxRouteMissing: Rule = {
  id: 'nginx-route-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'nginx as the edge routes every path that this release of Dify needs',
  rationale:
    'A path without a location of its own falls to the location of the web server, which answers with its page for "not found": images are broken, webhooks are lost, MCP clients and plugin endpoints get HTML.',
  remediation: 'Add a location for each path, as the nginx template of the same release of Dify has.',
  source:
    'Dify docker/nginx/conf.d/default.conf.template of each release (harness/releases/data): /e/ since 1.0.0, /mcp since 1.6.0, /triggers since 1.10.0',
  *find(input) {
    const servers = nginxServers(input).filter((server) => isEdge(input, server) && isForDify(input, server));
    const [first] = servers;
    if (!first) return;
    const missing = edgePaths(input).filter(
      (asked) => !servers.some((one) => reaches(input, one, asked)) && !byRoute(input, asked),
    );
    if (missing.length === 0) return;
    const prefixes = missing.map(({ location }) => location);
    yield findingAt(first.directive.at, {
      message: `${nameIn(first.nginx.environment)} does not route ${prefixes.join(', ')}`,
      cause: `without them these do not work: ${missing.map(({ what }) => what).join(', ')}`,
      remedy: `add ${missing.map(({ location, to }) => `location ${location} to the Service of ${to}`).join('; ')}`,
      proof: `GET ${missing[0]?.path} is answered by ${answeredBy(input, first, missing[0]?.path ?? '/')}`,
    });
  },
};

/** Some other nginx may serve files or another program. */
const isForDify = (input: LintInput, server: NginxServer): boolean =>
  server.locations.some((location) => ['api', 'web'].includes(programOf(input, server, location) ?? ''));

/** An address that does not exist is reported by nginx-upstream-missing: the location itself is there. */
function reaches(input: LintInput, server: NginxServer, { path, to }: EdgePath): boolean {
  const location = locationFor(server, path);
  const program = programOf(input, server, location);
  return program === to || (program === undefined && location !== undefined && location.targets.length > 0);
}

const byRoute = (input: LintInput, { path, to }: EdgePath): boolean =>
  sampleHosts(input).some((host) => answeredAt(input, host, path).program === to);

function answeredBy(input: LintInput, server: NginxServer, path: string): string {
  const location = locationFor(server, path);
  if (!location) return 'nginx itself (404)';
  return `${programOf(input, server, location) ?? 'nginx'} (location ${location.path})`;
}
