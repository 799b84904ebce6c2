import { expect, test } from 'vitest';
import { isHostName, portOf, urlOf, urlsIn } from '../../facts/environment/addresses.ts';

test.each([
  ['http://plugin_daemon:5002', 'plugin_daemon', 5002],
  ['redis://:${REDIS_PASSWORD}@dbnode0.maywzh.com:6379/1', 'dbnode0.maywzh.com', 6379],
  ['redis://user:pa%20ss@redis/1', 'redis', 6379],
  ['HTTPS://Dify.Example:8443/a?b#c', 'dify.example', 8443],
  ['http://dify-api.maywzh.com/e/{hook_id}', 'dify-api.maywzh.com', 80],
  ['http://[::1]:3128', '[::1]', 3128],
  ['milvus://host', 'host', undefined],
])('%s → %s, port %s', (text, host, port) => {
  const url = urlOf(text);
  expect(url?.host).toBe(host);
  expect(url && portOf(url)).toBe(port);
});

test.each(['', 'redis', 'a:b@c', 'see http://a', 'http://a,http://b'])('"%s" is not a single URL', (text) => {
  expect(urlOf(text)).toBeUndefined();
});

test('finds every URL in a list and in a file', () => {
  expect(urlsIn('http://a,https://b:1').map(({ host }) => host)).toEqual(['a', 'b']);
  expect(urlsIn('proxy_pass http://api:5001;\nroot "http://web:3000/"').map(({ host }) => host)).toEqual([
    'api',
    'web',
  ]);
});

test('never mistakes part of an unescaped password for a host', () => {
  expect(urlsIn('redis://user:pa/ss@redis:6379/1').map(({ host }) => host)).toEqual(['']);
});

test.each(['DB_HOST', 'REDIS_HOST', 'SMTP_SERVER'])('%s contains a host to connect to', (name) => {
  expect(isHostName(name)).toBe(true);
});

test.each(['HOSTNAME', 'SERVER_HOST', 'PLUGIN_REMOTE_INSTALLING_HOST', 'PLUGIN_REMOTE_INSTALL_HOST', 'DB_PORT'])(
  '%s does not',
  (name) => {
    expect(isHostName(name)).toBe(false);
  },
);
