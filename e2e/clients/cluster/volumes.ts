import { type Kube, liveWorkload, type WorkloadRef } from '../../../harness/index.ts';

/** @returns where the part's container of the workload mounts PersistentVolumeClaims. */
export async function claimedFolders(kube: Kube, workload: WorkloadRef): Promise<string[]> {
  const pod = (await liveWorkload(kube, workload)).spec?.template.spec;
  const claimed = pod?.volumes?.filter((volume) => volume.persistentVolumeClaim).map(({ name }) => name);
  const container = pod?.containers.find(({ name }) => name === workload.container) ?? pod?.containers[0];
  return (container?.volumeMounts ?? [])
    .filter(({ name }) => claimed?.includes(name))
    .map(({ mountPath }) => mountPath);
}

/** @returns the first of them; undefined if there is none. */
export async function claimedFolder(kube: Kube, workload: WorkloadRef): Promise<string | undefined> {
  return (await claimedFolders(kube, workload))[0];
}
