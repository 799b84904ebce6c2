import { expect, it } from 'vitest';
import type { Route } from '../../../harness/index.ts';
import { consoleHost, consoleHosts } from './topology.ts';

const hosts = { web: 'dify.test', api: 'api.test' };
const at = (...routes: readonly [host: string, path: string, to?: Route['to']][]) => ({
  hosts,
  routes: routes.map(([host, path, to = 'api']) => ({ host, path, to })),
});

it('finds the console API at the host of the pages first, and at each once', () => {
  const config = at(
    ['api.test', '/console/api/ping'],
    ['dify.test', '/console/api'],
    ['api.test', '/console/api/setup'],
  );
  expect(consoleHosts(config)).toEqual(['dify.test', 'api.test']);
});

it('takes no look-alike and no other part for it', () => {
  const config = at(['dify.test', '/console/apis'], ['dify.test', '/console/api/ping', 'web'], ['api.test', '/api']);
  expect(consoleHosts(config)).toEqual([]);
  expect(consoleHost(config)).toBe('dify.test');
  expect(consoleHost(at(['api.test', '/console/api/ping']))).toBe('api.test');
});
