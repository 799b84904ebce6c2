import type { V1Volume, V1VolumeMount } from '@kubernetes/client-node';
import type { FieldPath } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';

/** A volume as a container sees it. */
export interface Mount {
  readonly mount: V1VolumeMount;
  readonly volume: V1Volume | undefined;
  /** Path of the mount within the workload. */
  readonly path: FieldPath;
}

/** @returns the container's mounts, each with its volume. */
export function mountsOf({ workload, placed }: ContainerEnvironment): Mount[] {
  const volumes = new Map(workload.spec.volumes?.map((volume) => [volume.name, volume]));
  return (placed.container.volumeMounts ?? []).map((mount, index) => ({
    mount,
    volume: volumes.get(mount.name),
    path: [...placed.path, 'volumeMounts', index],
  }));
}

/** @returns the mount path without a trailing slash: `/etc/squid`. */
export const directoryOf = ({ mount }: Mount): string => mount.mountPath.replace(/(?<=.)\/+$/, '');

/** @returns whether a volume makes the path writable for the container. */
export const writableAt = (environment: ContainerEnvironment, path: string): boolean =>
  mountsOf(environment).some((mount) => {
    const directory = directoryOf(mount);
    const isReadOnly = mount.mount.readOnly || mount.volume?.configMap || mount.volume?.secret;
    return !isReadOnly && (path === directory || path.startsWith(`${directory}/`));
  });

/** A file from a ConfigMap or Secret, as the container sees it. */
export interface MountedFile {
  /** Undefined if the content is not in the set. */
  readonly text: string | undefined;
  /** Where the content is defined. */
  readonly at: Place;
}

/** @returns the file that a volume mounts at a path; undefined if the image's own file remains visible. */
export function mountedFile(
  input: LintInput,
  environment: ContainerEnvironment,
  path: string,
): MountedFile | undefined {
  const cut = path.lastIndexOf('/');
  for (const mount of mountsOf(environment)) {
    const directory = directoryOf(mount);
    const file =
      directory === path ? mount.mount.subPath : directory === path.slice(0, cut) ? path.slice(cut + 1) : undefined;
    if (file !== undefined) return fileIn(input, environment, mount, file);
  }
  return undefined;
}

function fileIn(
  input: LintInput,
  { workload }: ContainerEnvironment,
  { volume, path }: Mount,
  file: string,
): MountedFile {
  const { configMap, secret } = volume ?? {};
  const name = configMap?.name ?? secret?.secretName;
  const key = (configMap ?? secret)?.items?.find((item) => item.path === file)?.key ?? file;
  const source =
    name && input.sources.find(configMap ? 'ConfigMap' : 'Secret', name, workload.entry.object.metadata.namespace);
  const entry = source ? source.keys.get(key) : undefined;
  if (!source || !entry) return { text: undefined, at: placeIn(workload.entry, path) };
  return { text: entry.value, at: placeIn(source.entry, entry.path) };
}
