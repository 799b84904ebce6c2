import { isRegexHost } from '../../../lib/ingress-routing/index.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** What ingress-nginx allows in a path that is not ImplementationSpecific (strict-validate-path-type). */
const PLAIN_PATH = /^\/[A-Za-z0-9/_.~-]*$/;

export const ingressPathRegexPathType: Rule = {
  id: 'ingress-path-regex-path-type',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'A path that is a regular expression has the type ImplementationSpecific',
  rationale:
    'ingress-nginx refuses the Ingress otherwise (since 1.12 by default), and Traefik takes a pattern of type Exact literally.',
  remediation: 'Write pathType: ImplementationSpecific.',
  source:
    'ingress-nginx, FAQ, "Validation Of path", and ConfigMap strict-validate-path-type; Traefik 3.6.12, kubernetes.go (buildRule)',
  *find(input) {
    for (const rule of routesOf(input).rules) {
      const { kind, path, pathType } = rule;
      if (kind !== 'path' || pathType === 'ImplementationSpecific' || !isRegexHost([rule]) || PLAIN_PATH.test(path))
        continue;
      yield findingIn(rule.ingress.entry, [...rule.field, 'pathType'], {
        message: `the path ${path} is a regular expression and has the type ${pathType}`,
        cause: `a path of type ${pathType} is a plain path: letters, digits and / _ - . ~`,
        remedy: 'write pathType: ImplementationSpecific',
      });
    }
  },
};
