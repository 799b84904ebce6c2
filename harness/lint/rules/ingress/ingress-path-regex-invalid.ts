import { wrongPattern } from '../../facts/ingress/explained.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const ingressPathRegexInvalid: Rule = {
  id: 'ingress-path-regex-invalid',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every path that is a regular expression can be read as one',
  rationale:
    'Traefik drops such a rule, and another one takes its requests; nginx refuses its whole configuration and goes on with ' +
    'the one that it had.',
  remediation: 'Correct the expression.',
  source: 'RE2 syntax, which both controllers go by; ingress-nginx, "Ingress Path Matching"; Traefik 3.6, PathRegexp',
  *find(input) {
    for (const rule of routesOf(input).rules) {
      const wrong = wrongPattern(rule);
      if (wrong === undefined) continue;
      yield findingIn(rule.ingress.entry, [...rule.field, 'path'], {
        message: `the path ${rule.path} is no regular expression: ${wrong}`,
        cause: 'use-regex makes every path of the Ingress a regular expression',
        remedy: 'correct it: /console(/|$)(.*) takes /console and all that is below it',
      });
    }
  },
};
