import { expect, test } from 'vitest';
import { cutOff, declaredPatience } from './silence.ts';

test('a response after the silence is not cut off', () => {
  expect(cutOff({ status: 200, text: '{}', tookMs: 20_100 }, 20)).toEqual([]);
});

test.each([
  [
    'a gateway that gave up',
    { status: 504, text: 'Gateway Timeout', tookMs: 10_000 },
    'HTTP 504 after 10.0 s of silence: Gateway',
  ],
  [
    'a connection that broke',
    { status: 0, text: 'ECONNRESET', tookMs: 5_000 },
    'no response after 5.0 s of silence: ECONNRESET',
  ],
  [
    'a node that failed',
    { status: 200, text: '{"status": "failed", "error": "x"}', tookMs: 20_100 },
    'failed after 20.1 s',
  ],
  ['an answer before its time', { status: 200, text: '{"error":"x"}', tookMs: 300 }, 'answered after 0.3 s'],
])('%s is a problem', (_, waited, text) => {
  expect(cutOff(waited, 20).join()).toContain(text);
});

test('the declared timeout is read from each Ingress, with the annotation prefix of any controller', () => {
  const web = { metadata: { name: 'web', annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600' } } };
  expect(declaredPatience([web, { metadata: { name: 'api' } }])).toBe('web 3600 s, api none');
});
