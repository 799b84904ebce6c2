import { expect, test } from 'vitest';
import { isTransient } from './transient.ts';

const coded = (code: unknown) => Object.assign(new Error('x'), { code });

test.each([
  ['a refused connection', coded('ECONNREFUSED')],
  ['fetch, whose cause is the connection', new TypeError('fetch failed', { cause: coded('ECONNRESET') })],
  ['several addresses, all refused', new AggregateError([coded('ECONNREFUSED')])],
  ['an API server that starts', coded(503)],
  ['a request that was given up', new DOMException('late', 'TimeoutError')],
])('%s may pass', (_, error) => {
  expect(isTransient(error)).toBe(true);
});

test.each([
  ['a defect', new TypeError('x is not a function')],
  ['an answer', coded(404)],
  ['a missing file', coded('ENOENT')],
  ['no error at all', 'text'],
])('%s does not', (_, error) => {
  expect(isTransient(error)).toBe(false);
});
