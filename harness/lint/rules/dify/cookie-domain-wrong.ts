import { isIP } from 'node:net';
import { contractOf } from '../../../core/dify/contract.ts';
import { type BrowserView, browserView, commonParent, coversHost } from '../../facts/dify/browser.ts';
import { findingAt, isAbsent, partIn, plainText } from '../../facts/dify/settings.ts';
import { difyVersion } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const cookieDomainWrong: Rule = {
  id: 'cookie-domain-wrong',
  claims: ['NET-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'COOKIE_DOMAIN is a parent of both hosts where console and API have different ones',
  rationale:
    'The login answers 200, and each call after it 401 "CSRF token is missing or invalid": the page can\'t read the cookie of the other host, and sends the user back to /signin.',
  remediation: 'Set COOKIE_DOMAIN to the domain that both hosts end with, and NEXT_PUBLIC_COOKIE_DOMAIN to "1".',
  source: 'Dify docker/.env.example: COOKIE_DOMAIN (since 1.10.0); RFC 6265, 5.3: a foreign domain is refused',
  *find(input) {
    const view = browserView(input);
    const environment = partIn(input, 'api');
    if (!view || !environment || !contractOf(difyVersion(input)).cookieDomain) return;
    const domain = plainText(environment, 'COOKIE_DOMAIN')?.replace(/^\./, '');
    const variable = environment.variables.get('COOKIE_DOMAIN');
    const at = variable?.definedAt ?? placeIn(environment.workload.entry, environment.placed.path);
    if (domain !== undefined) yield* judgeDomain(view, domain).map((said) => findingAt(at, said));
    else if (isAbsent(input, environment, 'COOKIE_DOMAIN') && view.page.hostname !== view.api.hostname) {
      yield findingAt(at, noDomain(view));
    }
  },
};

type Said = Parameters<typeof findingAt>[1];

function judgeDomain({ page, api }: BrowserView, domain: string): Said[] {
  const outside = [...new Set([api.hostname, page.hostname])].filter((host) => !coversHost(domain, host));
  const parent = commonParent(page.hostname, api.hostname);
  const remedy = parent ? `write ${parent}` : 'put console and API on hosts of one domain';
  if (outside.length > 0) {
    const message = `COOKIE_DOMAIN "${domain}" does not include ${outside.join(' and ')}`;
    return [{ message, cause: `the console is at ${page.host} and calls the API at ${api.host}`, remedy }];
  }
  if (domain.includes('.') && isIP(domain) === 0) return [];
  return [
    {
      message: `browsers take no cookie for the domain "${domain}"`,
      cause: 'it is an IP address or a single label',
      remedy,
    },
  ];
}

function noDomain({ page, api }: BrowserView): Said {
  const parent = commonParent(page.hostname, api.hostname);
  return {
    message: `the console at ${page.host} calls the API at ${api.host}, and there is no COOKIE_DOMAIN`,
    cause: parent
      ? 'with one host for both none is needed'
      : 'the two hosts have no domain in common, so no cookie can serve both',
    remedy: parent ? `set COOKIE_DOMAIN to ${parent}` : 'put console and API on hosts of one domain',
  };
}
