import { docker, RUN_LABEL, withLabel } from '../../../../engine/index.ts';
import { clusterName, runIdOf } from '../../../names.ts';
import type { ClusterRef } from '../../../types.ts';
import { COPIES, type Store } from './layout.ts';
import { ImagesVolume } from './volume.ts';

/** Label of the volume that stands for a cluster's copies: the image whose programs can remove them. */
const NODE_IMAGE_LABEL = 'dify-e2e.node-image';

const volumeOf = (cluster: string): string => `${cluster}-images`;
const folderOf = (cluster: string): string => `${COPIES}/${cluster}`;

/**
 * Gives each node of a cluster its own copy of a store. Before the first one is made, a volume that carries the run's label
 * is: so the copies are found again after a crash.
 * @returns the folders, one a node, as the engine sees them.
 */
export async function copyForNodes(volume: ImagesVolume, store: Store, nodes: number): Promise<string[]> {
  const { runId, nodeImage, volume: name } = volume.options;
  const cluster = clusterName(runId);
  const { stdout } = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', name]);
  const there = `${stdout.trim()}/nodes/${cluster}`;
  const labels = ['--label', `${RUN_LABEL}=${runId}`, '--label', `${NODE_IMAGE_LABEL}=${nodeImage}`];
  const bind = ['--opt', 'type=none', '--opt', 'o=bind', '--opt', `device=${there}`];
  await docker(['volume', 'create', ...labels, ...bind, volumeOf(cluster)]);
  await volume.run(['mkdir', '-p', folderOf(cluster)]);
  const names = Array.from({ length: nodes }, (_, index) => `node-${index + 1}`);
  await Promise.all(names.map((name) => volume.copyRoot(store, `${folderOf(cluster)}/${name}`)));
  return names.map((name) => `${there}/${name}`);
}

/** @returns the clusters that have copies left. */
export async function clustersWithCopies(): Promise<ClusterRef[]> {
  const volumes = await withLabel(['volume', 'ls'], '{{.Name}}', NODE_IMAGE_LABEL);
  return volumes.flatMap(({ name: volume }) => {
    const name = volume.replace(/-images$/, '');
    const runId = runIdOf(name);
    return runId === undefined ? [] : [{ name, runId }];
  });
}

/** Removes the copies of a cluster whose nodes are gone. A cluster without copies is a success. */
export async function removeCopies(cluster: string): Promise<void> {
  const volumes = await withLabel(['volume', 'ls'], '{{.Name}}', NODE_IMAGE_LABEL);
  const found = volumes.find(({ name }) => name === volumeOf(cluster));
  if (!found) return;
  await using volume = await ImagesVolume.open({ runId: runIdOf(cluster) ?? cluster, nodeImage: found.runId });
  await volume.run(['rm', '-rf', folderOf(cluster)]);
  await docker(['volume', 'rm', '--force', found.name]);
}
