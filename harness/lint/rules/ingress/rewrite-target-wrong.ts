import {
  Automaton,
  literalStart,
  patternFault,
  type RouteRule,
  sampleHost,
} from '../../../lib/ingress-routing/index.ts';
import { edgePaths } from '../../facts/edge/edge-paths.ts';
import { annotationPath, partOfRule, routesOf } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const rewriteTargetWrong: Rule = {
  id: 'rewrite-target-wrong',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No Ingress rewrites a path that Dify needs unchanged',
  rationale:
    'API, web and plugin daemon serve the paths that the browser requests. With rewrite-target: /$2, the API receives ' +
    '/ping instead of /console/api/ping and answers 404. Traefik 3.6 ignores the annotation: a rehearsal passes, ' +
    'but the deployment fails under ingress-nginx.',
  remediation: 'Remove rewrite-target.',
  source: 'Dify, docker/nginx/conf.d (no location rewrites); ingress-nginx, "Rewrite"; Traefik 3.6.12, annotations.go',
  needs: 'ingress-nginx',
  *find(input) {
    const reported = new Set<object>();
    for (const rule of routesOf(input).rules) {
      const fault = reported.has(rule.ingress) ? undefined : faultOf(input, rule);
      if (!fault) continue;
      reported.add(rule.ingress);
      yield findingIn(rule.ingress.entry, annotationPath('rewrite-target'), {
        message: `rewrite-target ${rule.rewriteTarget} does not fit the path ${rule.path}: ${fault}`,
        cause: `${ignoredText(input)}the parts of Dify serve the paths that the browser requests`,
        remedy: 'remove rewrite-target: use-regex alone makes the paths regular expressions',
      });
    }
  },
};

const ignoredText = ({ expected }: LintInput): string =>
  expected.ingressController === 'traefik' ? 'Traefik 3.6 ignores it, but ingress-nginx does not; ' : '';

function faultOf(input: LintInput, rule: RouteRule): string | undefined {
  if (rule.kind !== 'path' || !rule.rewriteTarget || !partOfRule(input, rule)) return undefined;
  // ingress-nginx writes no rewrite where path and target are equal (template.go, buildProxyPass).
  if (rule.path === rule.rewriteTarget || patternFault(`^${rule.path}`)) return undefined;
  const wanted = [...rule.rewriteTarget.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits));
  const most = Math.max(0, ...wanted);
  const { groups } = new Automaton(`^${rule.path}`);
  if (most > groups) return `it has ${groups} groups, so $${most} is empty`;
  const broken = brokenRequest(input, rule);
  if (broken === 'none') return undefined;
  if (broken) return broken;
  const literal = literalStart(rule.path);
  if (rule.rewriteTarget.startsWith(literal) && wanted.length > 0) return undefined;
  return literal === '' ? 'every request gets the same path' : `${literal} is removed before the part sees it`;
}

/**
 * @returns what becomes of a request of Dify that this rule answers; `none` if all arrive as they were sent; undefined if
 *   it answers none of those that are known. nginx replaces the whole path, not only what the pattern matches.
 */
function brokenRequest(input: LintInput, rule: RouteRule): string | undefined {
  const part = partOfRule(input, rule);
  const paths = edgePaths(input).filter(({ path, to }) => to === part && isAnsweredBy(input, rule, path));
  if (paths.length === 0) return undefined;
  for (const { path } of paths) {
    const received = rewritten(rule, path);
    if (received !== path) return `${part} gets ${received} for ${path}`;
  }
  return 'none';
}

function isAnsweredBy(input: LintInput, rule: RouteRule, path: string): boolean {
  const answer = routesOf(input).nginx.answer(sampleHost(rule), path);
  return answer.kind === 'rule' && answer.rule === rule;
}

/** ingress-nginx: `rewrite "(?i)PATH" TARGET break;` (template.go, buildProxyPass). */
function rewritten({ path, rewriteTarget = '' }: RouteRule, asked: string): string {
  const match = new RegExp(path, 'i').exec(asked);
  if (!match) return asked;
  return rewriteTarget.replaceAll(/\$(\d+)/g, (_, group: string) => match[Number(group)] ?? '');
}
