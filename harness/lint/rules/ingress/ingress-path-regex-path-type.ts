import { isRegexHost } from '../../../lib/ingress-routing/index.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** What ingress-nginx allows in a path that is not ImplementationSpecific (strict-validate-path-type). */
const PLAIN_PATH = /^\/[A-Za-z0-9/_.~-]*$/;

export const ingressPathRegexPathType: Rule = {
  id: 'ingress-path-regex-path-type',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'Every regular expression path has pathType ImplementationSpecific',
  rationale:
    'Otherwise ingress-nginx rejects the Ingress (by default since 1.12), and Traefik matches a pattern of type Exact literally.',
  remediation: 'Set pathType: ImplementationSpecific.',
  source:
    'ingress-nginx, FAQ, "Validation Of path", and ConfigMap strict-validate-path-type; Traefik 3.6.12, kubernetes.go (buildRule)',
  needs: 'ingress-nginx',
  *find(input) {
    for (const rule of routesOf(input).rules) {
      const { kind, path, pathType } = rule;
      if (kind !== 'path' || pathType === 'ImplementationSpecific' || !isRegexHost([rule]) || PLAIN_PATH.test(path))
        continue;
      yield findingIn(rule.ingress.entry, [...rule.field, 'pathType'], {
        message: `the path ${path} is a regular expression but has pathType ${pathType}`,
        cause: `pathType ${pathType} is for plain paths: letters, digits and / _ - . ~`,
        remedy: 'set pathType: ImplementationSpecific',
      });
    }
  },
};
