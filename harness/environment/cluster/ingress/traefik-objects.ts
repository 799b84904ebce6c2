import type { KubernetesObject } from '@kubernetes/client-node';
import { HARNESS_NAMESPACE, INGRESS_NODE_LABEL, ownLabels } from '../names.ts';
import { harnessNamespace } from '../run-pod.ts';

export interface TraefikOptions {
  readonly runId: string;
  readonly image: string;
  /** Address in the status of Ingress objects. */
  readonly address: string;
}

const NAME = 'traefik';
/** The controller name of ingress-nginx, so that manifests written for it need no change. */
const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS = 'nginx';

/** Traefik with its ingress-nginx provider, on port 80 of the ingress node. */
export function traefikObjects(options: TraefikOptions): KubernetesObject[] {
  const labels = ownLabels(options.runId);
  const named = { name: NAME, labels };
  const inNamespace = { ...named, namespace: HARNESS_NAMESPACE };
  const clusterRole = { name: `${HARNESS_NAMESPACE}-${NAME}`, labels };
  const objects = [
    harnessNamespace(options.runId),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: inNamespace },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: clusterRole, rules: RULES },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: clusterRole,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole.name },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: HARNESS_NAMESPACE }],
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: CLASS, labels },
      spec: { controller: CONTROLLER },
    },
    deployment(options, inNamespace),
  ];
  return objects as KubernetesObject[];
}

/** What Traefik's client lists and watches (pkg/provider/kubernetes/ingress-nginx/client.go, 3.6.12). */
const RULES = [
  { apiGroups: [''], resources: ['services', 'secrets', 'namespaces', 'nodes'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
];

function deployment({ image, address }: TraefikOptions, metadata: { labels: Record<string, string> }) {
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
          containers: [container(image, address)],
        },
      },
    },
  };
}

function container(image: string, address: string) {
  return {
    name: NAME,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [
      '--global.checknewversion=false',
      '--global.sendanonymoususage=false',
      '--entrypoints.web.address=:8000',
      '--entrypoints.traefik.address=:8080',
      '--ping=true',
      // gunicorn closes connections that are idle for 2 s; a POST that Traefik sends on one at that moment gets a 502.
      '--serverstransport.maxidleconnsperhost=-1',
      '--accesslog=true',
      '--log.level=INFO',
      '--providers.kubernetesingressnginx=true',
      `--providers.kubernetesingressnginx.ingressclass=${CLASS}`,
      `--providers.kubernetesingressnginx.controllerclass=${CONTROLLER}`,
      `--providers.kubernetesingressnginx.publishstatusaddress=${address}`,
    ],
    ports: [{ name: 'web', containerPort: 8000, hostPort: 80 }],
    readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
    resources: { requests: { cpu: '50m', memory: '64Mi' } },
  };
}
