import type { KubernetesObject } from '@kubernetes/client-node';
import { HARNESS_NAMESPACE, ownLabels } from '../names.ts';
import { harnessNamespace } from '../run-pod.ts';
import { NAME, traefikDeployment } from './traefik-deployment.ts';

export interface TraefikOptions {
  readonly runId: string;
  readonly image: string;
  /** Where Traefik takes its routes from. */
  readonly provider: TraefikProvider;
}

/** One of Traefik's providers, as far as the objects around it depend on it. */
export interface TraefikProvider {
  /** What it may read and write. */
  readonly rules: readonly object[];
  readonly args: readonly string[];
  /** Port of the container that takes the requests. */
  readonly port: number;
  /** Further objects that go with it. */
  readonly objects: readonly KubernetesObject[];
}

/** Traefik on port 80 of the ingress node. */
export function traefikObjects(options: TraefikOptions): KubernetesObject[] {
  const labels = ownLabels(options.runId);
  const named = { name: NAME, labels };
  const inNamespace = { ...named, namespace: HARNESS_NAMESPACE };
  const clusterRole = { name: `${HARNESS_NAMESPACE}-${NAME}`, labels };
  const objects = [
    harnessNamespace(options.runId),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: inNamespace },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: clusterRole,
      rules: options.provider.rules,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: clusterRole,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole.name },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: HARNESS_NAMESPACE }],
    },
    ...options.provider.objects,
    traefikDeployment(podOf(options), inNamespace),
  ];
  return objects as KubernetesObject[];
}

const podOf = ({ image, provider: { args, port } }: TraefikOptions) => ({
  image,
  args: [
    // gunicorn closes connections that are idle for 2 s; a POST that Traefik sends on one at that moment gets a 502.
    '--serverstransport.maxidleconnsperhost=-1',
    '--accesslog=true',
    '--log.level=INFO',
    ...args,
  ],
  port,
  spec: { serviceAccountName: NAME },
});
