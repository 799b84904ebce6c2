import { locationFor, nginxServers, receivedPath } from '../../facts/dify/nginx-routes.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { edgePaths } from '../../facts/edge/edge-paths.ts';
import { programOf } from '../../facts/edge/nginx-edge.ts';
import type { Rule } from '../../rule.ts';

export const nginxPathRewritten: Rule = {
  id: 'nginx-path-rewritten',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'nginx passes the paths of Dify on unchanged',
  rationale:
    'With a path behind the port, even a single "/", proxy_pass replaces what the location matched. The API then gets /ping instead of /console/api/ping and answers 404: the console stays empty.',
  remediation: 'Write proxy_pass without a path: http://SERVICE:PORT;',
  source:
    'nginx, ngx_http_proxy_module: proxy_pass with a URI; Dify docker/nginx/conf.d/default.conf.template: without one',
  *find(input) {
    const said = new Set<object>();
    for (const server of nginxServers(input)) {
      for (const { path, to } of edgePaths(input)) {
        const location = locationFor(server, path);
        const target = location?.targets[0];
        if (!location || !target || said.has(target.directive) || programOf(input, server, location) !== to) continue;
        const received = receivedPath(location, target, path);
        if (received === path) continue;
        said.add(target.directive);
        yield findingAt(target.directive.at, {
          message: `${nameIn(server.nginx.environment)} passes ${path} to ${to} as ${received}`,
          cause: `line ${target.directive.line}: proxy_pass ${target.directive.args.join(' ')} has a path, which replaces ${location.path}`,
          remedy: 'remove the path behind the port',
          proof: `GET ${path} → ${to} receives ${received} → 404`,
        });
      }
    }
  },
};
