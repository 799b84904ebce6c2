import { expect, test } from 'vitest';
import type { ManifestSet } from '../manifests/index.ts';
import { missingGateways } from './missing-gateways.ts';

const route = (...parentRefs: readonly object[]) => ({
  ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'web' } },
  spec: { parentRefs },
});

const gateway = (name: string) => ({
  ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name } },
  spec: { gatewayClassName: 'cloud' },
});

const missing = (...objects: readonly object[]) =>
  missingGateways({ objects: objects.map((object) => ({ object })) } as unknown as ManifestSet, 'dify');

test('a Gateway of the cluster is missing once, with every listener that routes ask for', () => {
  const shared = { name: 'shared', namespace: 'edge' };
  const found = missing(route({ ...shared, sectionName: 'plain' }), route({ ...shared, sectionName: 'tls' }, shared));
  expect(found).toEqual({
    classes: [],
    gateways: [{ name: 'shared', namespace: 'edge', sections: ['plain', 'tls', 'http'] }],
  });
});

test("of a Gateway of the set only its class is missing, unless that is the set's own, too", () => {
  expect(missing(route({ name: 'own' }), gateway('own'))).toEqual({ classes: ['cloud'], gateways: [] });
  const own = { kind: 'GatewayClass', metadata: { name: 'cloud' } };
  expect(missing(gateway('own'), own)).toEqual({ classes: [], gateways: [] });
});

test('a route without a namespace means a Gateway in its own one; a Service as parent is no Gateway', () => {
  const gateways = [{ name: 'main', namespace: 'dify', sections: ['http'] }];
  expect(missing(route({ name: 'main' }, { kind: 'Service', name: 'api' }))).toEqual({ classes: [], gateways });
});
