import type { KubernetesObject } from '@kubernetes/client-node';
import { ownLabels } from '../names.ts';
import type { TraefikProvider } from './traefik-objects.ts';

/** The controller name of ingress-nginx, so that manifests written for it need no change. */
const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS = 'nginx';

/**
 * Traefik's ingress-nginx provider: Ingresses of the class `nginx`, with their annotations.
 * @param address in the status of Ingress objects.
 */
export function ingressProvider(runId: string, address: string): TraefikProvider {
  const ingressClass = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: CLASS, labels: ownLabels(runId) },
    spec: { controller: CONTROLLER },
  };
  return {
    rules: RULES,
    port: 8000,
    objects: [ingressClass as KubernetesObject],
    args: [
      '--providers.kubernetesingressnginx=true',
      `--providers.kubernetesingressnginx.ingressclass=${CLASS}`,
      `--providers.kubernetesingressnginx.controllerclass=${CONTROLLER}`,
      `--providers.kubernetesingressnginx.publishstatusaddress=${address}`,
    ],
  };
}

/** What Traefik's client lists and watches (pkg/provider/kubernetes/ingress-nginx/client.go, 3.6.12). */
const RULES = [
  { apiGroups: [''], resources: ['services', 'secrets', 'namespaces', 'nodes'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
];
