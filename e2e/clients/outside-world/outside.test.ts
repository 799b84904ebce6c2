import { expect, test } from 'vitest';
import { throughProxy, type Visit } from './outside.ts';

const visit = (change: Partial<Visit> = {}): Visit => ({
  ...{ scheme: 'http', method: 'GET', url: '/echo', from: '172.20.0.2', via: '1.1 dify-ssrf-proxy (squid/5.7)' },
  ...change,
});

test('a visit that names squid came through the proxy', () => {
  expect(throughProxy('the API', [visit()])).toEqual([]);
});

test('a tunnel hides the Via header, so a visit through one is not a problem', () => {
  expect(throughProxy('the API', [visit({ scheme: 'https', via: '' })])).toEqual([]);
});

test.each([
  ['no visit', [], 'the API did not reach the outside world'],
  ['a direct visit', [visit({ via: '' })], 'bypassing the proxy, from 172.20.0.2, Via: none'],
  ['one direct visit of two', [visit(), visit({ via: '' })], 'bypassing the proxy'],
  ['another proxy', [visit({ via: '1.1 corporate' })], 'Via: 1.1 corporate'],
])('%s is a problem', (_, visits, text) => {
  const problems = throughProxy('the API', visits);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(text);
});
