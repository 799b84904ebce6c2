import { Automaton, literalStart, patternFault, type RouteRule } from '../../../lib/ingress-routing/index.ts';
import { annotationPath, partOfRule, routesOf } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const rewriteTargetWrong: Rule = {
  id: 'rewrite-target-wrong',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'No Ingress rewrites a path that Dify needs as it is',
  rationale:
    'API, web and plugin daemon serve the paths that the browser asks for. With rewrite-target: /$2 the API is asked for ' +
    '/ping instead of /console/api/ping and answers 404. Traefik 3.6 does not know the annotation: a rehearsal passes, ' +
    'and ingress-nginx breaks it.',
  remediation: 'Remove rewrite-target.',
  source: 'Dify, docker/nginx/conf.d (no location rewrites); ingress-nginx, "Rewrite"; Traefik 3.6.12, annotations.go',
  *find(input) {
    const told = new Set<object>();
    for (const rule of routesOf(input).rules) {
      const fault = told.has(rule.ingress) ? undefined : faultOf(input, rule);
      if (!fault) continue;
      told.add(rule.ingress);
      yield findingIn(rule.ingress.entry, annotationPath('rewrite-target'), {
        message: `rewrite-target ${rule.rewriteTarget} does not fit the path ${rule.path}: ${fault}`,
        cause: `${unreadText(input)}the parts of Dify serve the paths that the browser asks for`,
        remedy: 'remove rewrite-target: use-regex alone makes the paths regular expressions',
      });
    }
  },
};

const unreadText = ({ expected }: LintInput): string =>
  expected.ingressController === 'traefik' ? 'Traefik 3.6 does not read it, ingress-nginx does; ' : '';

function faultOf(input: LintInput, rule: RouteRule): string | undefined {
  if (rule.kind !== 'path' || !rule.rewriteTarget || !partOfRule(input, rule)) return undefined;
  if (patternFault(`^${rule.path}`)) return undefined;
  const wanted = [...rule.rewriteTarget.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits));
  const most = Math.max(0, ...wanted);
  const { groups } = new Automaton(`^${rule.path}`);
  if (most > groups) return `it has ${groups} groups, and $${most} is none of them, so it is empty`;
  const literal = literalStart(rule.path);
  if (rule.rewriteTarget.startsWith(literal) && wanted.length > 0) return undefined;
  return literal === '' ? 'every request becomes the same one' : `${literal} is cut off before the part sees it`;
}
