import type { KubernetesObject } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { HARNESS_NAMESPACE, INGRESS_NODE_LABEL, ownLabels } from '../names.ts';
import { harnessNamespace } from '../run-pod.ts';

export interface PassThroughOptions {
  readonly runId: string;
  /** Traefik. */
  readonly image: string;
  /** Name and port of the Service that takes all connections; it need not exist yet. */
  readonly to: { readonly host: string; readonly port: number };
}

const NAME = 'traefik';
const FOLDER = '/etc/traefik/dynamic';

/**
 * Port 80 of the ingress node, passed on to a Service, connection by connection: what a load balancer in front of it does. It reads
 * no HTTP, and has the node's address, so that what answers and what is forwarded is the set's own proxy.
 */
export function passThroughObjects(options: PassThroughOptions): KubernetesObject[] {
  const metadata = { name: NAME, namespace: HARNESS_NAMESPACE, labels: ownLabels(options.runId) };
  const objects = [
    harnessNamespace(options.runId),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'edge.yaml': stringify(routing(options)) } },
    deployment(options, metadata),
  ];
  return objects as KubernetesObject[];
}

const routing = ({ to }: PassThroughOptions) => ({
  tcp: {
    routers: { edge: { entryPoints: ['web'], rule: 'HostSNI(`*`)', service: 'edge' } },
    services: { edge: { loadBalancer: { servers: [{ address: `${to.host}:${to.port}` }] } } },
  },
});

function deployment({ image }: PassThroughOptions, metadata: { labels: Record<string, string> }) {
  const selector = { 'app.kubernetes.io/name': NAME };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { ...metadata.labels, ...selector } },
        spec: {
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          automountServiceAccountToken: false,
          nodeSelector: { [INGRESS_NODE_LABEL]: 'true' },
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          containers: [container(image)],
          volumes: [{ name: 'routing', configMap: { name: NAME } }],
        },
      },
    },
  };
}

const container = (image: string) => ({
  name: NAME,
  image,
  imagePullPolicy: 'IfNotPresent',
  args: [
    '--global.checknewversion=false',
    '--global.sendanonymoususage=false',
    '--entrypoints.web.address=:80',
    '--entrypoints.traefik.address=:8080',
    '--ping=true',
    '--log.level=INFO',
    `--providers.file.directory=${FOLDER}`,
  ],
  ports: [{ name: 'web', containerPort: 80, hostPort: 80 }],
  readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
  resources: { requests: { cpu: '50m', memory: '64Mi' } },
  volumeMounts: [{ name: 'routing', mountPath: FOLDER, readOnly: true }],
});
