import type { Page } from '@playwright/test';
import type { KnownFault } from '../../../harness/index.ts';

/** Problems of a page that its visitor doesn't see: error responses, requests without a response, script errors. */
export type Seen =
  | { readonly kind: 'answer'; readonly method: string; readonly url: string; readonly status: number }
  | { readonly kind: 'failure'; readonly method: string; readonly url: string; readonly reason: string }
  | { readonly kind: 'script'; readonly text: string }
  | { readonly kind: 'console'; readonly text: string };

/** A response of 400 or more that is part of Dify's normal behavior. */
export interface Expected {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly why: string;
}

/** On the sign-in page, while nobody is signed in (web/app/signin, web/service/base.ts). */
export const BEFORE_SIGN_IN: readonly Expected[] = [
  { method: 'GET', path: '/console/api/account/profile', status: 401, why: 'the page checks for a session' },
  { method: 'POST', path: '/console/api/refresh-token', status: 401, why: 'the page then requests new tokens' },
];

/** Chromium's error for a request that the page itself aborted, for example on navigation. */
const GIVEN_UP = 'net::ERR_ABORTED';
/** Chromium's message about a failed request, which is recorded separately. */
const ABOUT_A_REQUEST = /^Failed to load resource/;

/** Starts watching; the list grows. Call it before the first navigation. */
export function watchPage(page: Page): readonly Seen[] {
  const seen: Seen[] = [];
  page.on('response', (answer) => {
    const status = answer.status();
    if (status >= 400) seen.push({ kind: 'answer', method: answer.request().method(), url: answer.url(), status });
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no response';
    seen.push({ kind: 'failure', method: request.method(), url: request.url(), reason });
  });
  page.on('pageerror', (error) => seen.push({ kind: 'script', text: error.message }));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push({ kind: 'console', text: message.text() });
  });
  return seen;
}

export interface Judgement {
  readonly problems: readonly string[];
  /** Known faults of Dify itself that showed up: remarks, not problems. */
  readonly known: readonly KnownFault[];
  /** Other hosts that the pages requested; the browser of the checks can't reach them. */
  readonly elsewhere: readonly string[];
}

/**
 * @param hosts those under test: requests to others say nothing about this deployment.
 * @param expected responses that are not errors, however often they occur.
 * @param faults those that the deployed version of Dify is known to have.
 */
export function judgePage(
  all: readonly Seen[],
  hosts: readonly string[],
  expected: readonly Expected[],
  faults: readonly KnownFault[] = [],
): Judgement {
  const faultIn = (one: Seen) =>
    'text' in one ? faults.find(({ pageError }) => pageError?.test(one.text)) : undefined;
  const known = [...new Set(all.flatMap((one) => faultIn(one) ?? []))];
  const seen = all.filter((one) => !faultIn(one));
  const isElsewhere = ({ url }: { url: string }): boolean => !hosts.includes(new URL(url).hostname);
  const requests = seen.filter((one) => one.kind === 'answer' || one.kind === 'failure');
  return {
    problems: seen.flatMap((one) => {
      if (one.kind === 'script') return [`script error: ${one.text}`];
      if (one.kind === 'console') return ABOUT_A_REQUEST.test(one.text) ? [] : [`console error: ${one.text}`];
      if (isElsewhere(one)) return [];
      if (one.kind === 'failure') return one.reason === GIVEN_UP ? [] : [`${one.method} ${one.url}: ${one.reason}`];
      return isExpected(one, expected) ? [] : [`${one.method} ${one.url}: HTTP ${one.status}`];
    }),
    known,
    elsewhere: [...new Set(requests.filter(isElsewhere).map(({ url }) => new URL(url).hostname))],
  };
}

const isExpected = (
  { method, url, status }: Extract<Seen, { kind: 'answer' }>,
  expected: readonly Expected[],
): boolean =>
  expected.some((one) => one.method === method && one.status === status && one.path === new URL(url).pathname);
