import type { KubernetesObject, ManifestObject } from '../../../manifests/index.ts';

/** A value that SOPS has encrypted: its key is known, and nothing else. */
export const isEncrypted = (value: string): boolean => /^ENC\[AES256_GCM,/.test(value);

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * @returns the objects as somebody wrote them: without what controllers made from others, and without the fields of SOPS and
 *   of `kubectl get -o yaml`, so that a set that was exported is judged like one that was written.
 */
export function asWritten(objects: readonly ManifestObject[]): ManifestObject[] {
  return objects.flatMap((entry) => (isMade(entry.object) ? [] : [withObject(entry, written(entry.object))]));
}

const withObject = (entry: ManifestObject, object: KubernetesObject): ManifestObject =>
  object === entry.object ? entry : { ...entry, object };

interface Owned {
  readonly ownerReferences?: readonly ({ readonly controller?: unknown } | null)[];
}

/** ReplicaSets and pods of Deployments, EndpointSlices, and what every namespace gets. */
function isMade({ kind, metadata }: KubernetesObject): boolean {
  const { ownerReferences } = metadata as Owned;
  if (Array.isArray(ownerReferences) && ownerReferences.some((owner) => owner?.controller === true)) return true;
  if (kind === 'ConfigMap') return metadata.name === 'kube-root-ca.crt';
  return kind === 'Endpoints' && 'endpoints.kubernetes.io/last-change-trigger-time' in (metadata.annotations ?? {});
}

function written(object: KubernetesObject): KubernetesObject {
  const { annotations } = object.metadata;
  const exported = annotations && typeof annotations === 'object' && LAST_APPLIED in annotations;
  if (!exported && !('status' in object) && !isSealed(object)) return object;
  const { status: _, sops: __, ...rest } = object;
  const kept = {
    ...(object.kind === 'CustomResourceDefinition' && 'status' in object ? { status: object.status } : {}),
    ...rest,
  };
  const { [LAST_APPLIED]: ___, ...others } = annotations ?? {};
  const metadata = exported ? { ...object.metadata, annotations: others } : object.metadata;
  return { ...kept, metadata, ...(isSealed(object) ? readable(object) : {}) } as KubernetesObject;
}

const isSealed = ({ sops }: KubernetesObject): boolean => typeof sops === 'object' && sops !== null;

/** What SOPS writes in `data` is not base64; as `stringData` it is text like any other. */
function readable({ kind, data, stringData }: KubernetesObject): { data?: undefined; stringData?: object } {
  if (kind !== 'Secret' || typeof data !== 'object' || data === null) return {};
  return { data: undefined, stringData: { ...data, ...(stringData as object | undefined) } };
}
