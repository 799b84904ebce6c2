import { expect, test } from 'vitest';
import { givesNothingAway, isSecretName, passwordInUrl, passwordsInUrls } from '../../facts/secrets/names.ts';

test.each([
  ...['SECRET_KEY', 'INIT_PASSWORD', 'DB_PASSWORD', 'PGPASSWORD', 'API_KEY', 'SERVER_KEY', 'INNER_API_KEY_FOR_PLUGIN'],
  ...[
    'DIFY_INNER_API_KEY',
    'S3_ACCESS_KEY',
    'MILVUS_TOKEN',
    'NOTION_CLIENT_SECRET',
    'CHROMA_AUTH_CREDENTIALS',
    'db-password',
  ],
])('%s is a secret name', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  ...['ACCESS_TOKEN_EXPIRE_MINUTES', 'RESET_PASSWORD_TOKEN_EXPIRY_MINUTES', 'TIDB_PUBLIC_KEY', 'NEXT_PUBLIC_API_KEY'],
  ...['PROMPT_GENERATION_MAX_TOKENS', 'MONKEY', 'DB_HOST', 'NGINX_SSL_CERT_KEY_FILENAME'],
])('%s is not a secret name', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(['', 'true', 'False', '/etc/ssl/private/dify.key'])('"%s" gives nothing away', (value) => {
  expect(givesNothingAway(value)).toBe(true);
});

test.each(['1234', '/ab+cd/ef==', 'password'])('"%s" gives something away', (value) => {
  expect(givesNothingAway(value)).toBe(false);
});

test.each([
  ['redis://:p@redis:6379/1', 'p'],
  ['postgresql://dify:${DB_PASSWORD}@host/dify', '${DB_PASSWORD}'],
  ['http://host:80/a@b', undefined],
  ['redis://redis:6379/1', undefined],
  ['user:p@host', undefined],
  ['redis://:p@ss#w0rd/2026@redis:6379/1', 'p@ss#w0rd/2026'],
  ['redis://:12/34@redis:6379/1', '12/34'],
  ['http://host:8080?q=a@b', undefined],
  ['see https://host/path:1@x', undefined],
])('password in %s: %s', (text, password) => {
  expect(passwordInUrl(text)).toBe(password);
});

test('each URL of a list has its own password', () => {
  expect(passwordsInUrls('sentinel://:one@a:26379;sentinel://:two@b:26379')).toEqual(['one', 'two']);
});
