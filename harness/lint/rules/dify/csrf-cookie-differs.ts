import { contractOf } from '../../../core/dify/contract.ts';
import { findingAt, pairsIn, textOf } from '../../facts/dify/settings.ts';
import { neededVersion } from '../../facts/dify/versions.ts';
import { type ContainerEnvironment, isSymbolic } from '../../facts/input/environment.ts';
import { type Place, placeIn, type Rule } from '../../rule.ts';

export const csrfCookieDiffers: Rule = {
  id: 'csrf-cookie-differs',
  claims: ['NET-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'Console and API use the same name for the CSRF cookie',
  rationale:
    'Both derive the name from their own settings: `__Host-csrf_token` with https and no cookie domain, else `csrf_token`. If they differ, the login returns 200, but every later call returns 401 "CSRF token is missing or invalid".',
  remediation:
    'Set both COOKIE_DOMAIN (API) and NEXT_PUBLIC_COOKIE_DOMAIN (web) or neither, and use the same scheme in CONSOLE_WEB_URL and CONSOLE_API_URL of the API and in CONSOLE_API_URL of the web server.',
  source: 'Dify api/libs/token.py, web/config/index.ts (CSRF_COOKIE_NAME); langgenius/dify #28377',
  needs: ['version', 'web', 'api'],
  *find(input) {
    if (!contractOf(neededVersion(input)).cookieDomain) return;
    for (const [api, web] of pairsIn(input, 'api', 'web')) {
      const names = cookieNames(api, web);
      if (!names || names.given === names.read) continue;
      yield findingAt(names.at, {
        message: `the API names the cookie ${names.given}, but the console reads ${names.read}`,
        cause: 'API and web server have different settings for cookie domain or scheme',
        remedy: 'use the same cookie domain and scheme settings on both',
        proof: `GET /console/api/account/profile after login → 401 "CSRF token is missing or invalid."`,
      });
    }
  },
};

/** @returns the two names; undefined if a setting is not known from the files. */
function cookieNames(
  api: ContainerEnvironment | undefined,
  web: ContainerEnvironment | undefined,
): { given: string; read: string; at: Place } | undefined {
  const prefix = web?.variables.get('CONSOLE_API_URL')?.value;
  if (!api || !web || prefix === undefined) return undefined;
  const urls = [textOf(api, 'CONSOLE_WEB_URL') ?? '', textOf(api, 'CONSOLE_API_URL') ?? ''];
  if ([prefix, ...urls].some((url) => isSymbolic(url.slice(0, 8)))) return undefined;
  const isHttps = (url: string): boolean => url.startsWith('https');
  const name = (domain: string | undefined, secure: boolean) =>
    !domain && secure ? '__Host-csrf_token' : 'csrf_token';
  const variable = web.variables.get('NEXT_PUBLIC_COOKIE_DOMAIN');
  return {
    given: name(textOf(api, 'COOKIE_DOMAIN'), urls.every(isHttps)),
    read: name(variable?.value, isHttps(prefix)),
    at: variable?.definedAt ?? placeIn(web.workload.entry, web.placed.path),
  };
}
