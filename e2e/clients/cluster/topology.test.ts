import { expect, it } from 'vitest';
import type { Route } from '../../../harness/index.ts';
import { consoleHost, consoleHosts } from './topology.ts';

const hosts = { web: 'dify.test', api: 'api.test' };
const at = (...routes: readonly [host: string, path: string, to?: Route['to']][]) => ({
  hosts,
  routes: routes.map(([host, path, to = 'api']) => ({ host, path, to })),
});

it('lists the hosts of the console API once each, that of the pages first', () => {
  const config = at(
    ['api.test', '/console/api/ping'],
    ['dify.test', '/console/api'],
    ['api.test', '/console/api/setup'],
  );
  expect(consoleHosts(config)).toEqual(['dify.test', 'api.test']);
});

it('ignores similar paths and other parts', () => {
  const config = at(['dify.test', '/console/apis'], ['dify.test', '/console/api/ping', 'web'], ['api.test', '/api']);
  expect(consoleHosts(config)).toEqual([]);
  expect(consoleHost(config)).toBe('dify.test');
  expect(consoleHost(at(['api.test', '/console/api/ping']))).toBe('api.test');
});
