import { PREFIX, RUN_LABEL } from '../engine/index.ts';

/** Namespace of the harness's own objects in its clusters. */
export const HARNESS_NAMESPACE = 'dify-e2e';

/** Node label of the node behind the loopback port of the ingress controller. */
export const INGRESS_NODE_LABEL = 'dify-e2e.ingress';

export const clusterName = (runId: string): string => `${PREFIX}${runId}`;

/** @returns the run's id, or undefined if the cluster is not the harness's. */
export const runIdOf = (cluster: string): string | undefined =>
  cluster.startsWith(PREFIX) ? cluster.slice(PREFIX.length) : undefined;

/** @returns labels for Kubernetes objects that the harness owns. */
export const ownLabels = (runId: string): Record<string, string> => ({
  'app.kubernetes.io/managed-by': 'dify-e2e',
  [RUN_LABEL]: runId,
});
