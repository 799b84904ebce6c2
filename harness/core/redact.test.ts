import { expect, test } from 'vitest';
import { redact, registerSecrets } from './redact.ts';

test('masks a secret as it is, in Base64 and URL-encoded, and leaves short values alone', () => {
  registerSecrets(['p@ss/word-1', 'abc']);
  const text = `p@ss/word-1 ${Buffer.from('p@ss/word-1').toString('base64')} p%40ss%2Fword-1 abc`;
  expect(redact(text)).toBe('[redacted] [redacted] [redacted] abc');
});

test('masks a secret as JSON and YAML escape it', () => {
  registerSecrets(['quote"and\\slash']);
  expect(redact(JSON.stringify({ password: 'quote"and\\slash' }))).toBe('{"password":"[redacted]"}');
});
