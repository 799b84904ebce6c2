import { urlFrom } from '../../facts/dify/browser.ts';
import { findingAt, pairsIn, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const webApiUrlDiffers: Rule = {
  id: 'web-api-url-differs',
  claims: ['ENV-2', 'NET-2'],
  severity: 'recommended',
  title: 'API and web server are configured with the same API address',
  rationale:
    "The API builds links from its own setting (files, OAuth logins, invitations): they point to a host that the pages don't use, where the cookies may be missing.",
  remediation: 'Set the same CONSOLE_API_URL and APP_API_URL on both.',
  source: 'Dify docker/docker-compose.yaml: api, worker and web get the same value',
  needs: 'web',
  *find(input) {
    const names = ['CONSOLE_API_URL', 'APP_API_URL'];
    const pairs = pairsIn(input, 'web', 'api').flatMap((pair) => names.map((name) => [name, ...pair] as const));
    for (const [name, web, api] of pairs) {
      const variable = web?.variables.get(name);
      const [here, there] = [urlFrom(variable?.value), urlFrom(textOf(api, name))];
      // csrf-cookie-differs and console-url-scheme-mismatch cover http versus https on the same host.
      if (!variable || !here || !there || here.hostname === there.hostname) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} is ${here.origin} on the web server, but ${there.origin} on the API`,
        cause: 'only one of the two was changed',
        remedy: 'use the same address on both',
      });
    }
  },
};
