import { execIn, pauseContainer, removeContainer, withLabel } from '../../../engine/index.ts';
import { containerdNodes } from '../../containerd.ts';
import { runIdOf } from '../../names.ts';
import type { ClusterRef, NodeAccess } from '../../types.ts';
import { clustersWithCopies, removeCopies } from './node-images/index.ts';

/** kind's label of node containers; its value is the cluster's name. */
const CLUSTER_LABEL = 'io.x-k8s.kind.cluster';

/** A kind node is a container of the same name. */
export const kindNodes: NodeAccess = { exec: execIn, pause: pauseContainer, ...containerdNodes(execIn) };

const nodeContainers = () => withLabel(['ps', '--all'], '{{.Names}}', CLUSTER_LABEL);

/** @returns the clusters of the harness that have a container or images left. Found by labels: the kind program need not be there. */
export async function listKindClusters(): Promise<ClusterRef[]> {
  const [containers, copies] = await Promise.all([nodeContainers(), clustersWithCopies()]);
  const names = new Set([...containers.map(({ runId: cluster }) => cluster), ...copies.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const runId = runIdOf(name);
    return runId === undefined ? [] : [{ name, runId }];
  });
}

/** Removes the node containers of a cluster, as `kind delete cluster` does. */
export async function removeNodes(cluster: string): Promise<void> {
  const nodes = (await nodeContainers()).filter(({ runId }) => runId === cluster);
  await Promise.all(nodes.map(({ name }) => removeContainer(name)));
}

/** Removes a cluster and the images of its nodes. A cluster that does not exist is a success. */
export async function deleteKindCluster(cluster: string): Promise<void> {
  await removeNodes(cluster);
  await removeCopies(cluster);
}
