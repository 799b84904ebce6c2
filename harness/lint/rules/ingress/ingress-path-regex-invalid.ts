import { wrongPattern } from '../../facts/ingress/explained.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const ingressPathRegexInvalid: Rule = {
  id: 'ingress-path-regex-invalid',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every regular expression path is valid',
  rationale:
    'Traefik drops such a rule, and another one gets its requests; nginx rejects the whole new configuration and keeps ' +
    'the old one.',
  remediation: 'Correct the expression.',
  source: 'RE2 syntax, which both controllers follow; ingress-nginx, "Ingress Path Matching"; Traefik 3.6, PathRegexp',
  needs: 'ingress-nginx',
  *find(input) {
    for (const rule of routesOf(input).rules) {
      const wrong = wrongPattern(rule);
      if (wrong === undefined) continue;
      yield findingIn(rule.ingress.entry, [...rule.field, 'path'], {
        message: `the path ${rule.path} is not a valid regular expression: ${wrong}`,
        cause: 'use-regex makes every path of the Ingress a regular expression',
        remedy: 'correct it: for example, /console(/|$)(.*) matches /console and everything below it',
      });
    }
  },
};
