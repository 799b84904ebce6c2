import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { INGRESS_NODE_LABEL } from '../names.ts';

/** Name of the run's Traefik and of what belongs to it. */
export const NAME = 'traefik';

/** What one way in wants of Traefik besides what all of them do. */
export interface TraefikPod {
  readonly image: string;
  readonly args: readonly string[];
  /** Of the entry point; published as port 80 of the node. */
  readonly port: number;
  readonly container?: Partial<V1Container>;
  readonly spec: Partial<V1PodSpec>;
}

/** Traefik on port 80 of the ingress node. */
export function traefikDeployment(pod: TraefikPod, metadata: { readonly labels: Record<string, string> }) {
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
          ...pod.spec,
          nodeSelector: { [INGRESS_NODE_LABEL]: 'true' },
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          containers: [containerOf(pod)],
        },
      },
    },
  };
}

const containerOf = ({ image, args, port, container = {} }: TraefikPod) => ({
  ...container,
  name: NAME,
  image,
  imagePullPolicy: 'IfNotPresent',
  args: [
    '--global.checknewversion=false',
    '--global.sendanonymoususage=false',
    `--entrypoints.web.address=:${port}`,
    '--entrypoints.traefik.address=:8080',
    '--ping=true',
    ...args,
  ],
  ports: [{ name: 'web', containerPort: port, hostPort: 80 }],
  readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
  resources: { requests: { cpu: '50m', memory: '64Mi' } },
});
