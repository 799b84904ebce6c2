import type { V1Ingress } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../harness/index.ts';
import { matrixOf, pathsOfIngress } from './ingress-matrix.ts';

const config = {
  hosts: { web: 'dify.test', api: 'api.dify.test' },
  routes: [{ host: 'unknown.test', path: '/', to: 'none' }],
  parts: { api: { service: 'dify-api' }, web: { service: 'dify-web' }, 'plugin-daemon': { service: 'dify-daemon' } },
} as unknown as Config;

/** Paths as `/console -> web` or `Exact /console -> web`. */
function ingress(host: string | undefined, ...paths: readonly string[]): V1Ingress {
  const read = (text: string) => {
    const [, pathType = 'Prefix', path, to] = /^(?:(\w+) )?(\S+) -> (\w+)$/.exec(text) ?? [];
    return { path, pathType, backend: { service: { name: `dify-${to}`, port: { number: 80 } } } };
  };
  return {
    metadata: { name: 'one' },
    spec: { rules: [{ ...(host ? { host } : {}), http: { paths: paths.map(read) } }] },
  } as V1Ingress;
}

const asked = (...ingresses: readonly V1Ingress[]): string[] =>
  matrixOf(ingresses.flatMap(pathsOfIngress), config).probes.map(({ host, path, part }) => `${host}${path} -> ${part}`);

describe('matrixOf', () => {
  it('requests the start of each rule and a path below it', () => {
    expect(asked(ingress('dify.test', '/console/api(/|$)(.*) -> api', '/console(/|$)(.*) -> web', '/ -> web'))).toEqual(
      [
        'dify.test/console/api -> api',
        'dify.test/console/api/dify-e2e-nothing/x -> api',
        'dify.test/console -> web',
        'dify.test/console/dify-e2e-nothing/x -> web',
        'dify.test/ -> web',
        'dify.test/dify-e2e-nothing/x -> web',
      ],
    );
  });

  it('leaves a path to its exact rule', () => {
    expect(asked(ingress('dify.test', 'Exact /api -> web', '/api -> api'))).toEqual([
      'dify.test/api -> web',
      'dify.test/api/dify-e2e-nothing/x -> api',
    ]);
  });

  it('requests only an endpoint of the plugin daemon, where its response can be recognized', () => {
    expect(asked(ingress('dify.test', '/e/ -> daemon'))).toEqual(['dify.test/e/dify-e2e-nothing/x -> plugin-daemon']);
  });

  it('requests a rule for every host, or for a wildcard host, at a matching host of the config', () => {
    expect(asked(ingress(undefined, 'Exact /a -> api'), ingress('*.dify.test', 'Exact /b -> api'))).toEqual([
      'dify.test/a -> api',
      'api.dify.test/b -> api',
    ]);
  });

  it('lists the rules that it cannot request', () => {
    const matrix = matrixOf(
      [
        ingress('old.test', '/ -> web'),
        ingress('dify.test', '/(a|b) -> api', '/ab(c)?/d -> api', '/g -> grafana'),
      ].flatMap(pathsOfIngress),
      config,
    );
    expect(matrix.probes).toEqual([]);
    expect(matrix.left).toEqual([
      'Ingress one, path /(a|b) of dify.test: no path can be derived from its pattern',
      'Ingress one, path /ab(c)?/d of dify.test: no path can be derived from its pattern',
      'Ingress one, path / of old.test: the config has no host that matches old.test',
      'Ingress one, path /g of dify.test: responses of dify-grafana cannot be recognized from outside',
    ]);
  });

  it('allows every method only for paths that do not exist', () => {
    const { probes } = matrixOf(pathsOfIngress(ingress('dify.test', '/console/api -> api')), config);
    expect(probes.map(({ harmless }) => harmless)).toEqual([false, true]);
  });
});
