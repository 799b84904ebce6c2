import { expect, test } from 'vitest';
import { forwardedProblems } from './forwarded.ts';

const HOST = 'dify.example';
const good = {
  host: HOST,
  'x-forwarded-for': '172.20.0.1',
  'x-forwarded-proto': 'http',
  'x-forwarded-host': HOST,
  'x-forwarded-port': '80',
};

test('a controller that writes these headers itself passes', () => {
  expect(forwardedProblems(good, HOST)).toEqual([]);
});

test('one that appends the real address to a spoofed one does not: Dify reads the first entry', () => {
  expect(forwardedProblems({ ...good, 'x-forwarded-for': '203.0.113.99, 172.20.0.1' }, HOST)).toHaveLength(1);
  expect(forwardedProblems({ ...good, 'x-forwarded-for': '172.20.0.1, 203.0.113.99' }, HOST)).toEqual([]);
});

test.each([
  ['no address', { 'x-forwarded-for': undefined }, 'x-forwarded-for is not sent'],
  ['a spoofed scheme', { 'x-forwarded-proto': 'https' }, 'x-forwarded-proto: https'],
  ['a spoofed host', { 'x-forwarded-host': 'spoofed.example' }, 'spoofed.example'],
  ['another Host', { host: 'dify-api' }, 'Host: dify-api'],
])('%s is a problem', (_, change, text) => {
  expect(forwardedProblems({ ...good, ...change }, HOST).join()).toContain(text);
});
