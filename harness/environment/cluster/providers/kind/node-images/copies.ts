import { docker, RUN_LABEL, removeContainer, withLabel } from '../../../../engine/index.ts';
import { clusterName, runIdOf } from '../../../names.ts';
import type { ClusterRef } from '../../../types.ts';
import { COPIES, DRAFTS, HELPER_LABEL, type Store } from './layout.ts';
import { ImagesVolume } from './volume.ts';

/** Label of the volume that stands for a cluster's copies: the image whose programs can remove them. */
const NODE_IMAGE_LABEL = 'dify-e2e.node-image';

const volumeOf = (cluster: string): string => `${cluster}-images`;
const folderOf = (cluster: string): string => `${COPIES}/${cluster}`;

/**
 * Makes a volume that carries the run's label and stands for all that the run will put into the images volume: so it is found
 * again after a crash.
 * @returns the folder of the copies, as the engine sees it.
 */
export async function claimCopies({ options: { runId, nodeImage, volume } }: ImagesVolume): Promise<string> {
  const cluster = clusterName(runId);
  const { stdout } = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume]);
  const folder = `${stdout.trim()}/nodes/${cluster}`;
  const labels = ['--label', `${RUN_LABEL}=${runId}`, '--label', `${NODE_IMAGE_LABEL}=${nodeImage}`];
  const bind = ['--opt', 'type=none', '--opt', 'o=bind', '--opt', `device=${folder}`];
  await docker(['volume', 'create', ...labels, ...bind, volumeOf(cluster)]);
  return folder;
}

/** Gives each node of a cluster its own copy of a store. @returns the folders' names, one a node. */
export async function copyForNodes(volume: ImagesVolume, store: Store, nodes: number): Promise<string[]> {
  const cluster = clusterName(volume.options.runId);
  await volume.run(['mkdir', '-p', folderOf(cluster)]);
  const names = Array.from({ length: nodes }, (_, index) => `node-${index + 1}`);
  await Promise.all(names.map((name) => volume.copyRoot(store, `${folderOf(cluster)}/${name}`)));
  return names;
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

/** Removes the copies of a cluster whose nodes are gone, and what its run has left half-made. A cluster without copies is a success. */
export async function removeCopies(cluster: string): Promise<void> {
  const volumes = await withLabel(['volume', 'ls'], '{{.Name}}', NODE_IMAGE_LABEL);
  const found = volumes.find(({ name }) => name === volumeOf(cluster));
  if (!found) return;
  const runId = runIdOf(cluster) ?? cluster;
  // One that was left in the middle of its work would go on writing.
  const helpers = await withLabel(['ps', '--all'], '{{.Names}}', HELPER_LABEL);
  await Promise.all(helpers.filter((one) => one.runId === runId).map(({ name }) => removeContainer(name)));
  await using volume = await ImagesVolume.open({ runId, nodeImage: found.runId });
  const drafts = ['find', DRAFTS, '-mindepth', '1', '-maxdepth', '1', '-name', `*-${runId}`];
  await volume.run([...drafts, '-exec', 'rm', '-rf', '{}', '+']);
  await volume.run(['rm', '-rf', folderOf(cluster)]);
  await docker(['volume', 'rm', '--force', found.name]);
}
