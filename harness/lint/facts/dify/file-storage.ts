import { posix } from 'node:path';
import type { V1Volume } from '@kubernetes/client-node';
import type { ContainerEnvironment } from '../input/environment.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { directoryOf, type Mount, mountsOf } from './mounts.ts';
import { isAbsent } from './settings.ts';

/** Where the API image keeps files if it keeps them itself; relative paths start here (Dify api/Dockerfile, WORKDIR). */
const HOME = '/app/api';

/**
 * @returns the directory in which API and worker keep uploaded files and keys; undefined if they keep them in a service, or
 *   the files don't tell. `opendal` with `fs` is the default (Dify api/configs/middleware; api/extensions/ext_storage.py).
 */
export function fileDirectory(input: LintInput, environment: ContainerEnvironment): string | undefined {
  const type = setting(input, environment, 'STORAGE_TYPE', 'opendal');
  if (type === 'local') return absolute(setting(input, environment, 'STORAGE_LOCAL_PATH', 'storage'));
  if (type !== 'opendal' || setting(input, environment, 'OPENDAL_SCHEME', 'fs') !== 'fs') return undefined;
  return absolute(setting(input, environment, 'OPENDAL_FS_ROOT', 'storage'));
}

/** @returns the value, the default if it is certainly not set, undefined if nobody knows. */
function setting(
  input: LintInput,
  environment: ContainerEnvironment,
  name: string,
  otherwise: string,
): string | undefined {
  const value = environment.variables.get(name)?.value;
  if (value) return isSymbolic(value) ? undefined : value;
  return isAbsent(input, environment, name) ? otherwise : undefined;
}

/** @returns a path as the program opens it from a working directory. */
export const absolute = (path: string | undefined, home = HOME): string | undefined =>
  path === undefined ? undefined : posix.resolve(home, path);

/** @returns the mount that holds a directory: the deepest one at or above it. */
export function mountOf(environment: ContainerEnvironment, directory: string): Mount | undefined {
  const above = mountsOf(environment).filter((mount) => {
    const at = directoryOf(mount);
    return directory === at || directory.startsWith(at === '/' ? '/' : `${at}/`);
  });
  return above.toSorted((a, b) => directoryOf(b).length - directoryOf(a).length)[0];
}

/** @returns whether the volume outlives its pod; one that is not among the pod's is a claim template of a StatefulSet. */
export const outlivesPod = ({ volume }: Mount): boolean =>
  volume === undefined ||
  !['emptyDir', 'configMap', 'secret', 'downwardAPI', 'projected', 'ephemeral'].some((kind) => kind in volume);

/** @returns what a volume is, so that two pods with the same one share files; undefined if it is a template of its own. */
export function identityOf(volume: V1Volume | undefined): string | undefined {
  const { persistentVolumeClaim, hostPath, nfs, csi } = volume ?? {};
  if (persistentVolumeClaim) return `PersistentVolumeClaim ${persistentVolumeClaim.claimName}`;
  if (hostPath) return `hostPath ${hostPath.path}`;
  if (nfs) return `NFS ${nfs.server}:${nfs.path}`;
  return csi ? `CSI ${csi.driver} ${JSON.stringify(csi.volumeAttributes ?? {})}` : undefined;
}
