import { describe, expect, it } from 'vitest';
import { knownFaults } from '../../../harness/index.ts';
import { BEFORE_SIGN_IN, judgePage, type Seen } from './page-watch.ts';

const at = (path: string, host = 'dify.test') => `http://${host}${path}`;
const answer = (path: string, status: number, method = 'GET', host?: string): Seen => ({
  kind: 'answer',
  method,
  url: at(path, host),
  status,
});
const judge = (...seen: Seen[]) => judgePage(seen, ['dify.test', 'dify-api.test'], BEFORE_SIGN_IN);

describe('judgePage', () => {
  it('accepts what Dify does before anybody is signed in, and nothing else', () => {
    expect(judge(answer('/console/api/account/profile', 401)).problems).toEqual([]);
    expect(judge(answer('/console/api/refresh-token', 401, 'POST', 'dify-api.test')).problems).toEqual([]);
    expect(judge(answer('/console/api/account/profile', 500)).problems).toEqual([
      'GET http://dify.test/console/api/account/profile: HTTP 500',
    ]);
    expect(judge(answer('/console/api/account/profile', 401, 'POST')).problems).toHaveLength(1);
  });

  it('detects a missing asset, and a request without a response', () => {
    const failure: Seen = { kind: 'failure', method: 'GET', url: at('/x'), reason: 'net::ERR_CONNECTION_RESET' };
    expect(judge(answer('/_next/static/app.js', 404), failure).problems).toEqual([
      'GET http://dify.test/_next/static/app.js: HTTP 404',
      'GET http://dify.test/x: net::ERR_CONNECTION_RESET',
    ]);
  });

  it('detects script errors and console errors, but counts no request twice', () => {
    expect(
      judge(
        { kind: 'script', text: 'x is not defined' },
        { kind: 'console', text: 'Minified React error #418' },
        { kind: 'console', text: 'Failed to load resource: the server responded with a status of 401 (UNAUTHORIZED)' },
      ).problems,
    ).toEqual(['script error: x is not defined', 'console error: Minified React error #418']);
  });

  it('ignores a request that the page aborted itself', () => {
    expect(judge({ kind: 'failure', method: 'GET', url: at('/x'), reason: 'net::ERR_ABORTED' }).problems).toEqual([]);
  });

  it('lists requests to other hosts, without counting them as problems', () => {
    const outside = answer('/logo.png', 403, 'GET', 'assets.example');
    expect(judge(outside, outside)).toEqual({ problems: [], known: [], elsewhere: ['assets.example'] });
  });

  it('reports a known fault of the deployed Dify as a remark, and everything else as before', () => {
    const seen: Seen[] = [
      { kind: 'script', text: "Cannot read properties of undefined (reading 't')" },
      { kind: 'script', text: "Cannot read properties of undefined (reading 'toString')" },
    ];
    const told = (version: string) => {
      const { known, problems } = judgePage(seen, ['dify.test'], [], knownFaults(version));
      return { known: known.map(({ id }) => id), problems: problems.length };
    };
    expect(told('1.11.4')).toEqual({ known: ['web-first-page-script-error'], problems: 1 });
    expect(told('1.12.0')).toEqual({ known: [], problems: 2 });
  });
});
