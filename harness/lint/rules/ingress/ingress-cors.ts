import { contractOf } from '../../../core/dify/contract.ts';
import { annotationOf, flagOf, type IngressObject } from '../../../lib/ingress-routing/index.ts';
import { neededVersion } from '../../facts/dify/versions.ts';
import { ingressesTo } from '../../facts/ingress/api-ingresses.ts';
import { annotationPath } from '../../facts/ingress/routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Default of both controllers (ingress-nginx, cors.go; Traefik 3.6.12, applyCORSConfiguration). */
const DEFAULT_HEADERS =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';
export const ingressCors: Rule = {
  id: 'ingress-cors',
  claims: ['NET-2', 'DEP-3'],
  severity: 'mandatory',
  title: 'Every Ingress that handles CORS allows what Dify’s pages send',
  rationale:
    'With enable-cors, the controller answers the browser’s preflight request instead of Dify. If it does not allow X-CSRF-Token, ' +
    'the browser sends no request to the API from another host, and the login seems to hang.',
  remediation: 'Remove enable-cors: Dify handles CORS itself. Otherwise, allow every header that Dify’s pages send.',
  source: 'Dify 1.9.2 and later, api/extensions/ext_blueprints.py; ingress-nginx, Annotations: Enable CORS',
  needs: ['version', 'ingress-nginx'],
  *find(input) {
    const wanted = sentHeaders(input);
    for (const ingress of ingressesTo(input, 'api')) {
      if (!flagOf(ingress, 'enable-cors')) continue;
      const missing = wanted.filter((header) => !allowedHeaders(ingress).has(header.toLowerCase()));
      const refused = flagOf(ingress, 'cors-allow-credentials') === false;
      if (missing.length === 0 && !refused) continue;
      yield findingIn(
        ingress.entry,
        annotationPath(missing.length > 0 ? 'cors-allow-headers' : 'cors-allow-credentials'),
        {
          message:
            missing.length > 0
              ? `the browser may not send ${missing.join(', ')} to the API from another host`
              : 'the browser may not send the login cookies to the API from another host',
          cause: 'with enable-cors, the controller handles CORS instead of Dify',
          remedy:
            'remove enable-cors and set CONSOLE_CORS_ALLOW_ORIGINS and WEB_API_CORS_ALLOW_ORIGINS of the API instead',
        },
      );
    }
  },
};

/** Cookies and X-CSRF-Token came with 1.9.2; before that, the token was sent in Authorization. */
function sentHeaders(input: LintInput): string[] {
  const always = ['Content-Type', 'Authorization', 'X-App-Code'];
  return contractOf(neededVersion(input)).auth === 'cookies' ? [...always, 'X-App-Passport', 'X-CSRF-Token'] : always;
}

function allowedHeaders(ingress: IngressObject): Set<string> {
  const headers = annotationOf(ingress, 'cors-allow-headers') ?? DEFAULT_HEADERS;
  return new Set(headers.split(',').map((header) => header.trim().toLowerCase()));
}
