import { type Kube, liveWorkload, type WorkloadRef } from '../../../harness/index.ts';

/** @returns where the part's container of the workload mounts a PersistentVolumeClaim; undefined if it mounts none. */
export async function claimedFolder(kube: Kube, workload: WorkloadRef): Promise<string | undefined> {
  const pod = (await liveWorkload(kube, workload)).spec?.template.spec;
  const claimed = pod?.volumes?.filter((volume) => volume.persistentVolumeClaim).map(({ name }) => name);
  const container = pod?.containers.find(({ name }) => name === workload.container) ?? pod?.containers[0];
  return container?.volumeMounts?.find(({ name }) => claimed?.includes(name))?.mountPath;
}
