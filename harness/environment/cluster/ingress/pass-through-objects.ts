import type { KubernetesObject } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { HARNESS_NAMESPACE, ownLabels } from '../names.ts';
import { harnessNamespace } from '../run-pod.ts';
import { NAME, traefikDeployment } from './traefik-deployment.ts';

export interface PassThroughOptions {
  readonly runId: string;
  /** Traefik. */
  readonly image: string;
  /** Name and port of the Service that takes all connections; it need not exist yet. */
  readonly to: { readonly host: string; readonly port: number };
}

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
    traefikDeployment(podOf(options), metadata),
  ];
  return objects as KubernetesObject[];
}

const routing = ({ to }: PassThroughOptions) => ({
  tcp: {
    routers: { edge: { entryPoints: ['web'], rule: 'HostSNI(`*`)', service: 'edge' } },
    services: { edge: { loadBalancer: { servers: [{ address: `${to.host}:${to.port}` }] } } },
  },
});

const podOf = ({ image }: PassThroughOptions) => ({
  image,
  args: ['--log.level=INFO', `--providers.file.directory=${FOLDER}`],
  port: 80,
  container: { volumeMounts: [{ name: 'routing', mountPath: FOLDER, readOnly: true }] },
  spec: {
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    automountServiceAccountToken: false,
    volumes: [{ name: 'routing', configMap: { name: NAME } }],
  },
});
