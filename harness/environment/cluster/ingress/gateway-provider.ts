import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { packageRoot } from '../../../core/package-root.ts';
import type { TraefikProvider } from './traefik-objects.ts';

/** The controller name that Traefik's Gateway provider answers to; it can't be changed. */
export const GATEWAY_CONTROLLER = 'traefik.io/gateway-controller';

const GROUP = 'gateway.networking.k8s.io';

/**
 * Traefik's provider for the Gateway API. A listener of a Gateway belongs to the entry point with the same port, so Traefik listens
 * on 80 and 443 as Gateways do.
 * @param address in the status of Gateways.
 */
export const gatewayProvider = (address: string): TraefikProvider => ({
  rules: RULES,
  port: 80,
  objects: [],
  args: [
    '--entrypoints.websecure.address=:443',
    '--providers.kubernetesgateway=true',
    `--providers.kubernetesgateway.statusaddress.ip=${address}`,
  ],
});

/** @returns the CustomResourceDefinitions of the Gateway API, its standard channel. */
export function definitions(): KubernetesObject[] {
  const file = join(packageRoot(), 'schemas', 'extensions', 'gateway-definitions.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly objects: KubernetesObject[] }).objects;
}

const KINDS = ['backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'referencegrants'];

/** What Traefik's client lists, watches and updates (pkg/provider/kubernetes/gateway/client.go, 3.6.12). */
const RULES = [
  { apiGroups: [''], resources: ['namespaces', 'services', 'secrets', 'configmaps'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: [GROUP], resources: KINDS, verbs: ['get', 'list', 'watch'] },
  { apiGroups: [GROUP], resources: KINDS.map((kind) => `${kind}/status`), verbs: ['update'] },
];
