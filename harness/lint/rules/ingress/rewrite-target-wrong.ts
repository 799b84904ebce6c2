import { Automaton, literalStart, patternFault, type RouteRule } from '../../../lib/ingress-routing/index.ts';
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
  const literal = literalStart(rule.path);
  if (rule.rewriteTarget.startsWith(literal) && wanted.length > 0) return undefined;
  return literal === '' ? 'every request gets the same path' : `${literal} is removed before the part sees it`;
}
