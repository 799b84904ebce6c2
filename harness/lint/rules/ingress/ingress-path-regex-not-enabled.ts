import { annotationOf, flagOf } from '../../../lib/ingress-routing/index.ts';
import { isUnmarkedPattern } from '../../facts/ingress/explained.ts';
import { annotationPath, routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const ingressPathRegexNotEnabled: Rule = {
  id: 'ingress-path-regex-not-enabled',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every path written as a regular expression is treated as one',
  rationale:
    'Without use-regex, the controller matches the path literally, and no request path ever contains "(/|$)(.*)".',
  remediation: 'Set nginx.ingress.kubernetes.io/use-regex: "true" on the Ingress, or write a plain path.',
  source:
    'ingress-nginx, "Ingress Path Matching": Regular Expression Support; Traefik 3.6.12, kubernetes.go (buildRule)',
  needs: 'ingress-nginx',
  *find(input) {
    for (const rule of routesOf(input).rules) {
      if (!isUnmarkedPattern(rule)) continue;
      const written = annotationOf(rule.ingress, 'use-regex');
      const unread = written !== undefined && flagOf(rule.ingress, 'use-regex') === undefined;
      yield findingIn(rule.ingress.entry, [...rule.field, 'path'], {
        message: `the path ${rule.path} is matched literally, not as a regular expression`,
        cause: unread
          ? `use-regex is "${written}", which is neither true nor false`
          : 'its Ingress does not set use-regex',
        remedy: 'set nginx.ingress.kubernetes.io/use-regex: "true", or write the path without special characters',
        ...(unread
          ? {
              related: [
                {
                  at: placeIn(rule.ingress.entry, annotationPath('use-regex')),
                  message: 'it must be "true", in quotes',
                },
              ],
            }
          : {}),
      });
    }
  },
};
