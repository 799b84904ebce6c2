import { isIP } from 'node:net';
import { contractOf } from '../../../core/dify/contract.ts';
import { type BrowserView, browserViews, commonParent, coversHost } from '../../facts/dify/browser.ts';
import { findingAt, isAbsent, plainText } from '../../facts/dify/settings.ts';
import { neededVersion } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const cookieDomainWrong: Rule = {
  id: 'cookie-domain-wrong',
  claims: ['NET-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'If console and API have different hosts, COOKIE_DOMAIN is a parent domain of both',
  rationale:
    'The login returns 200, but every later call returns 401 "CSRF token is missing or invalid": the page can\'t read the cookie of the other host and redirects the user to /signin.',
  remediation: 'Set COOKIE_DOMAIN to the common parent domain of both hosts, and NEXT_PUBLIC_COOKIE_DOMAIN to "1".',
  source:
    'Dify docker/.env.example: COOKIE_DOMAIN (since 1.10.0); RFC 6265, 5.3: cookies for a foreign domain are rejected',
  needs: ['version', 'web', 'api'],
  *find(input) {
    if (!contractOf(neededVersion(input)).cookieDomain) return;
    for (const view of browserViews(input)) {
      const environment = view.server;
      const domain = plainText(environment, 'COOKIE_DOMAIN')?.replace(/^\./, '');
      const variable = environment.variables.get('COOKIE_DOMAIN');
      const at = variable?.definedAt ?? placeIn(environment.workload.entry, environment.placed.path);
      if (domain !== undefined) yield* judgeDomain(view, domain).map((said) => findingAt(at, said));
      else if (isAbsent(input, environment, 'COOKIE_DOMAIN') && view.page.hostname !== view.api.hostname) {
        yield findingAt(at, noDomain(view));
      }
    }
  },
};

type Said = Parameters<typeof findingAt>[1];

function judgeDomain({ page, api }: BrowserView, domain: string): Said[] {
  const outside = [...new Set([api.hostname, page.hostname])].filter((host) => !coversHost(domain, host));
  const parent = commonParent(page.hostname, api.hostname);
  const remedy = parent ? `use ${parent}` : 'put console and API on hosts under the same domain';
  if (outside.length > 0) {
    const message = `COOKIE_DOMAIN "${domain}" does not cover ${outside.join(' and ')}`;
    return [{ message, cause: `the console is at ${page.host} and calls the API at ${api.host}`, remedy }];
  }
  if (domain.includes('.') && isIP(domain) === 0) return [];
  return [
    {
      message: `browsers reject cookies for the domain "${domain}"`,
      cause: 'it is an IP address or a single label',
      remedy,
    },
  ];
}

function noDomain({ page, api }: BrowserView): Said {
  const parent = commonParent(page.hostname, api.hostname);
  return {
    message: `the console at ${page.host} calls the API at ${api.host}, but COOKIE_DOMAIN is not set`,
    cause: parent
      ? 'it is optional only when both use the same host'
      : 'the two hosts have no common parent domain, so they cannot share a cookie',
    remedy: parent ? `set COOKIE_DOMAIN to ${parent}` : 'put console and API on hosts under the same domain',
  };
}
