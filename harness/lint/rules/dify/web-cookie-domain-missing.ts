import { findingAt, isAbsent, pairsIn, textOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const webCookieDomainMissing: Rule = {
  id: 'web-cookie-domain-missing',
  claims: ['ENV-2', 'NET-2'],
  severity: 'recommended',
  title: 'If the API has a COOKIE_DOMAIN, the web server has NEXT_PUBLIC_COOKIE_DOMAIN',
  rationale:
    'With plain http this goes unnoticed; as soon as https is enabled no one can log in, because the console then expects a different cookie name.',
  remediation: 'Set NEXT_PUBLIC_COOKIE_DOMAIN to "1" on the web server.',
  source: 'Dify docker/.env.example: COOKIE_DOMAIN, NEXT_PUBLIC_COOKIE_DOMAIN',
  needs: 'web',
  *find(input) {
    for (const [server, browser] of pairsIn(input, 'api', 'web')) {
      const url = browser?.variables.get('CONSOLE_API_URL')?.value;
      // With https the cookie names already differ, which csrf-cookie-differs reports.
      if (!browser || url === undefined || !/^(http:|$)/.test(url) || !textOf(server, 'COOKIE_DOMAIN')) continue;
      if (!isAbsent(input, browser, 'NEXT_PUBLIC_COOKIE_DOMAIN')) continue;
      const variable = browser.variables.get('NEXT_PUBLIC_COOKIE_DOMAIN');
      yield findingAt(variable?.definedAt ?? placeIn(browser.workload.entry, browser.placed.path), {
        message: 'the API has a COOKIE_DOMAIN, but the web server has no NEXT_PUBLIC_COOKIE_DOMAIN',
        cause: 'the second is needed only with two hosts and is easily forgotten',
        remedy: 'set NEXT_PUBLIC_COOKIE_DOMAIN to "1"',
      });
    }
  },
};
