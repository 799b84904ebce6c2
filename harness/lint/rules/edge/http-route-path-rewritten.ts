import type { RouteRule } from '../../../lib/ingress-routing/index.ts';
import { edgePaths } from '../../facts/edge/edge-paths.ts';
import { partOfRule, routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const httpRoutePathRewritten: Rule = {
  id: 'http-route-path-rewritten',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No HTTPRoute rewrites a path that Dify needs unchanged',
  rationale:
    'API, web and plugin daemon serve the paths that the browser requests. With a URLRewrite filter the API receives /ping instead of /console/api/ping and answers 404: the console stays empty.',
  remediation: 'Remove the URLRewrite filter.',
  source: 'Gateway API, HTTPPathModifier; Dify docker/nginx/conf.d (no location rewrites)',
  *find(input) {
    const said = new Set<string>();
    for (const rule of routesOf(input).gateway.rules) {
      const part = partOfRule(input, rule);
      const [, , index] = rule.field;
      const key = `${rule.ingress.entry.file} ${rule.ingress.entry.object.metadata.name} ${index}`;
      if (rule.rewriteTarget === undefined || !part || said.has(key)) continue;
      const asked = edgePaths(input).find(({ path, to }) => to === part && path.startsWith(rule.path));
      const received = asked && rewritten(rule, asked.path);
      if (!asked || received === asked.path) continue;
      said.add(key);
      yield findingIn(rule.ingress.entry, ['spec', 'rules', index ?? 0, 'filters'], {
        message: `the filter URLRewrite passes ${asked.path} to ${part} as ${received}`,
        cause: `it was taken over from an application that is served below a path of its own`,
        remedy: 'remove the filter',
        proof: `GET ${asked.path} → ${part} receives ${received} → 404`,
      });
    }
  },
};

/** ReplacePrefixMatch keeps what follows the prefix; ReplaceFullPath is told apart by nothing here, and breaks as well. */
function rewritten({ path, rewriteTarget = '' }: RouteRule, asked: string): string {
  const rest = asked.slice(path.replace(/\/$/, '').length);
  return `${rewriteTarget.replace(/\/$/, '')}${rest}` || '/';
}
