import { deploymentOf, type Kube } from '../../../harness/index.ts';

/** @returns where the first container of the Deployment mounts a PersistentVolumeClaim; undefined if it mounts none. */
export async function claimedFolder(kube: Kube, deployment: string): Promise<string | undefined> {
  const pod = (await deploymentOf(kube, deployment)).spec?.template.spec;
  const claimed = pod?.volumes?.filter((volume) => volume.persistentVolumeClaim).map(({ name }) => name);
  return pod?.containers[0]?.volumeMounts?.find(({ name }) => claimed?.includes(name))?.mountPath;
}
