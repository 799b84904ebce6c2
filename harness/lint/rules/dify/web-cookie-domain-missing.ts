import { findingAt, isAbsent, partIn, textOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const webCookieDomainMissing: Rule = {
  id: 'web-cookie-domain-missing',
  claims: ['ENV-2', 'NET-2'],
  severity: 'recommended',
  title: 'The web server is told when the API has a COOKIE_DOMAIN',
  rationale:
    'With plain http nothing is to be seen; with the day on which https comes, nobody can log in: the console then looks for a cookie of another name.',
  remediation: 'Set NEXT_PUBLIC_COOKIE_DOMAIN to "1" on the web server.',
  source: 'Dify docker/.env.example: COOKIE_DOMAIN, NEXT_PUBLIC_COOKIE_DOMAIN',
  *find(input) {
    const [server, browser] = [partIn(input, 'api'), partIn(input, 'web')];
    const url = browser?.variables.get('CONSOLE_API_URL')?.value;
    // With https the names of the cookie differ at once: the rule csrf-cookie-differs speaks.
    if (!browser || url === undefined || !/^(http:|$)/.test(url) || !textOf(server, 'COOKIE_DOMAIN')) return;
    if (!isAbsent(input, browser, 'NEXT_PUBLIC_COOKIE_DOMAIN')) return;
    const variable = browser.variables.get('NEXT_PUBLIC_COOKIE_DOMAIN');
    yield findingAt(variable?.definedAt ?? placeIn(browser.workload.entry, browser.placed.path), {
      message: 'the API has a COOKIE_DOMAIN, and the web server no NEXT_PUBLIC_COOKIE_DOMAIN',
      cause: 'the second is needed only where there are two hosts, and is easily forgotten',
      remedy: 'set NEXT_PUBLIC_COOKIE_DOMAIN to "1"',
    });
  },
};
