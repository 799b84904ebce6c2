import type { FieldPath } from '../../manifests/index.ts';
import type { SourceKind } from '../input/sources.ts';
import type { Workload } from '../input/workloads.ts';

/** A place in a pod that wants a ConfigMap or a Secret, or one key of it, and can't start without. */
export interface Want {
  readonly kind: SourceKind;
  readonly name: string;
  /** Undefined = the whole object. */
  readonly key: string | undefined;
  readonly path: FieldPath;
}

interface Reference {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** @returns everything that the workload's pods want, in the order in which it is written. */
export function wantsOf({ containers, spec, path }: Workload): Want[] {
  const inContainers = containers.flatMap(({ container, path: at }) => [
    ...(container.envFrom ?? []).flatMap((from, index) => [
      ...want('ConfigMap', from.configMapRef, [...at, 'envFrom', index, 'configMapRef']),
      ...want('Secret', from.secretRef, [...at, 'envFrom', index, 'secretRef']),
    ]),
    ...(container.env ?? []).flatMap(({ valueFrom }, index) => [
      ...want('ConfigMap', valueFrom?.configMapKeyRef, [...at, 'env', index, 'valueFrom', 'configMapKeyRef']),
      ...want('Secret', valueFrom?.secretKeyRef, [...at, 'env', index, 'valueFrom', 'secretKeyRef']),
    ]),
  ]);
  const mounts = containers.flatMap(({ container }) => container.volumeMounts ?? []);
  const inVolumes = (spec.volumes ?? []).flatMap(({ name, configMap, secret }, index) => {
    const at = [...path, 'volumes', index];
    // A subPath that is no key of the volume is mounted as an empty folder, without a word.
    const mounted = mounts.flatMap((mount) => (mount.name === name && mount.subPath ? [mount.subPath] : []));
    const keys = (items: readonly { key: string }[] | undefined) => items?.map(({ key }) => key) ?? mounted;
    return [
      ...wholeAndKeys('ConfigMap', configMap, keys(configMap?.items), [...at, 'configMap']),
      ...wholeAndKeys('Secret', secret && { ...secret, name: secret.secretName }, keys(secret?.items), [
        ...at,
        'secret',
      ]),
    ];
  });
  return [...inContainers, ...inVolumes];
}

function want(kind: SourceKind, reference: Reference | undefined, path: FieldPath): Want[] {
  if (!reference?.name || reference.optional === true) return [];
  const { name, key } = reference;
  return [{ kind, name, key, path: [...path, key === undefined ? 'name' : 'key'] }];
}

function wholeAndKeys(
  kind: SourceKind,
  reference: { readonly name?: string | undefined; readonly optional?: boolean } | undefined,
  keys: readonly string[],
  path: FieldPath,
): Want[] {
  if (!reference?.name || reference.optional === true) return [];
  const { name } = reference;
  return [{ kind, name, key: undefined, path }, ...keys.map((key) => ({ kind, name, key, path }))];
}
