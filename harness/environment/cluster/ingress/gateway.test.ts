import { expect, test } from 'vitest';
import { gatewayObjects } from './gateway-objects.ts';
import { definitions, GATEWAY_CONTROLLER, gatewayProvider } from './gateway-provider.ts';
import { ingressProvider } from './ingress-provider.ts';
import { traefikObjects } from './traefik-objects.ts';

type Named = { readonly kind?: string; readonly metadata?: { readonly name?: string }; readonly spec?: unknown };

test('the definitions are complete: what a controller watches, with defaults and validation, without prose', () => {
  const found = definitions() as Named[];
  expect(found.map(({ metadata }) => metadata?.name?.split('.')[0])).toEqual([
    ...['backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'referencegrants'],
  ]);
  const text = JSON.stringify(found);
  expect(text).toContain('"default":[{"path":{"type":"PathPrefix","value":"/"}}]');
  expect(text).toContain('"x-kubernetes-validations"');
  expect(text).not.toContain('"description":"');
});

test('Traefik listens where Gateways do, and may read what its provider watches', () => {
  const text = JSON.stringify(
    traefikObjects({ runId: 'r', image: 'traefik:1', provider: gatewayProvider('10.0.0.2') }),
  );
  expect(text).toContain('--entrypoints.web.address=:80"');
  expect(text).toContain('--providers.kubernetesgateway.statusaddress.ip=10.0.0.2');
  expect(text).toContain('"httproutes/status"');
  expect(text).not.toContain('ingressnginx');
});

test('for Ingresses it keeps the class and the provider of ingress-nginx', () => {
  const provider = ingressProvider('r', '10.0.0.2');
  const objects = traefikObjects({ runId: 'r', image: 'traefik:1', provider }) as Named[];
  expect(objects.find(({ kind }) => kind === 'IngressClass')?.metadata?.name).toBe('nginx');
  expect(JSON.stringify(objects)).toContain('--providers.kubernetesingressnginx.publishstatusaddress=10.0.0.2');
});

test('a Gateway of the cluster is made with its namespace and class, open for every route', () => {
  const gateways = [{ namespace: 'edge', name: 'public', sections: ['plain', 'tls', 'third'] }];
  const objects = gatewayObjects('r', { classes: ['cloud'], gateways }) as Named[];
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual([
    ...['GatewayClass cloud', 'GatewayClass dify-e2e', 'Namespace edge', 'Gateway public'],
  ]);
  expect(objects[0]?.spec).toEqual({ controllerName: GATEWAY_CONTROLLER });
  expect(objects[3]?.spec).toMatchObject({
    gatewayClassName: 'dify-e2e',
    listeners: [
      { name: 'plain', port: 80, allowedRoutes: { namespaces: { from: 'All' } } },
      { name: 'tls', port: 443 },
    ],
  });
});
