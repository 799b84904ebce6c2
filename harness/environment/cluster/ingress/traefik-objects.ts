import type { KubernetesObject } from '@kubernetes/client-node';
import { HARNESS_NAMESPACE, INGRESS_NODE_LABEL, ownLabels } from '../names.ts';
import { harnessNamespace } from '../run-pod.ts';

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

const NAME = 'traefik';

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
    deployment(options, inNamespace),
  ];
  return objects as KubernetesObject[];
}

function deployment({ image, provider }: TraefikOptions, metadata: { labels: Record<string, string> }) {
  const selector = { 'app.kubernetes.io/name': NAME };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      // Two pods can't use the same host port of a node.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { ...metadata.labels, ...selector } },
        spec: {
          serviceAccountName: NAME,
          nodeSelector: { [INGRESS_NODE_LABEL]: 'true' },
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          containers: [container(image, provider)],
        },
      },
    },
  };
}

function container(image: string, { args, port }: TraefikProvider) {
  return {
    name: NAME,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [
      '--global.checknewversion=false',
      '--global.sendanonymoususage=false',
      `--entrypoints.web.address=:${port}`,
      '--entrypoints.traefik.address=:8080',
      '--ping=true',
      // gunicorn closes connections that are idle for 2 s; a POST that Traefik sends on one at that moment gets a 502.
      '--serverstransport.maxidleconnsperhost=-1',
      '--accesslog=true',
      '--log.level=INFO',
      ...args,
    ],
    ports: [{ name: 'web', containerPort: port, hostPort: 80 }],
    readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
    resources: { requests: { cpu: '50m', memory: '64Mi' } },
  };
}
