import type { FieldPath, Finding } from '../types.ts';
import { containersOf, type PodSource, podsOf } from './pods.ts';
import { findingAt, type Rule, thereIs } from './rule.ts';
import { type SourceKind, type Sources, sourcesOf } from './sources.ts';

/** A place in a pod that wants a ConfigMap or a Secret, or one key of it. */
interface Want {
  readonly kind: SourceKind;
  readonly name: string;
  /** Undefined = the whole object. */
  readonly key?: string | undefined;
  readonly path: FieldPath;
}

/** Every ConfigMap and Secret, and every key of them, that a pod wants is in the set. */
export const configReferences: Rule = (objects) => {
  const sources = sourcesOf(objects);
  return podsOf(objects).flatMap((pod) =>
    [...wantedByContainers(pod), ...wantedByVolumes(pod)].flatMap((want) => judge(pod, want, sources)),
  );
};

/** Every key of every Secret is used by a pod; one that is not is worth a look, no more. */
export const unusedSecretKeys: Rule = (objects) => {
  const wants = podsOf(objects).flatMap((pod) => [...wantedByContainers(pod), ...wantedByVolumes(pod)]);
  return sourcesOf(objects).secrets.flatMap(({ entry, name, keys }) => {
    const mine = wants.filter((want) => want.kind === 'Secret' && want.name === name);
    if (mine.length === 0 || mine.some(({ key }) => key === undefined)) return [];
    return [...keys]
      .filter(([key]) => !mine.some((want) => want.key === key))
      .map(([key, path]) =>
        findingAt(entry, path, {
          id: 'secret-key-unused',
          claims: ['SEC-3'],
          severity: 'informational',
          message: `key "${key}" is used by no pod`,
          cause: 'left over, or the reference to it was forgotten',
          remedy: 'refer to it or take it out',
        }),
      );
  });
};

function wantedByContainers(pod: PodSource): Want[] {
  return containersOf(pod).flatMap(({ container, path }) => [
    ...(container.envFrom ?? []).flatMap((from, index) => [
      ...want('ConfigMap', from.configMapRef, [...path, 'envFrom', index, 'configMapRef']),
      ...want('Secret', from.secretRef, [...path, 'envFrom', index, 'secretRef']),
    ]),
    ...(container.env ?? []).flatMap(({ valueFrom }, index) => [
      ...want('ConfigMap', valueFrom?.configMapKeyRef, [...path, 'env', index, 'valueFrom', 'configMapKeyRef']),
      ...want('Secret', valueFrom?.secretKeyRef, [...path, 'env', index, 'valueFrom', 'secretKeyRef']),
    ]),
  ]);
}

function wantedByVolumes(pod: PodSource): Want[] {
  return (pod.spec.volumes ?? []).flatMap((volume, index) => {
    const path = [...pod.path, 'volumes', index];
    const mounted = containersOf(pod)
      .flatMap(({ container }) => container.volumeMounts ?? [])
      .flatMap((mount) => (mount.name === volume.name && mount.subPath ? [mount.subPath] : []));
    const { configMap: map, secret } = volume;
    // A subPath that is no key of the volume is mounted as an empty folder, without a word.
    const keys = (items: typeof volume.configMap) => items?.items?.map(({ key }) => key) ?? mounted;
    return [
      ...wholeAndKeys('ConfigMap', map?.name, map?.optional, keys(map), [...path, 'configMap']),
      ...wholeAndKeys('Secret', secret?.secretName, secret?.optional, keys(secret), [...path, 'secret']),
    ];
  });
}

interface Reference {
  readonly name?: string | undefined;
  readonly key?: unknown;
  readonly optional?: boolean | undefined;
}

function want(kind: SourceKind, reference: Reference | undefined, path: FieldPath): Want[] {
  if (!reference?.name || reference.optional === true) return [];
  const key = typeof reference.key === 'string' ? reference.key : undefined;
  return [{ kind, name: reference.name, key, path: [...path, key === undefined ? 'name' : 'key'] }];
}

function wholeAndKeys(
  kind: SourceKind,
  name: string | undefined,
  optional: boolean | undefined,
  keys: readonly string[],
  path: FieldPath,
): Want[] {
  if (!name || optional === true) return [];
  return [{ kind, name, path }, ...keys.map((key) => ({ kind, name, key, path }))];
}

function judge({ entry }: PodSource, { kind, name, key, path }: Want, sources: Sources): Finding[] {
  const source = sources.find(kind, name);
  if (source && (key === undefined || source.keys.has(key))) return [];
  const word = kind === 'Secret' ? 'secret' : 'configmap';
  const shared = { claims: [kind === 'Secret' ? 'SEC-3' : 'ENV-1'], severity: 'mandatory' as const };
  if (!source)
    return [
      findingAt(entry, path, {
        ...shared,
        id: `${word}-missing`,
        message: `${kind} "${name}" is not in the set`,
        cause: thereIs(sources.names(kind)),
        remedy: `add the ${kind}, or correct the name: without it the pod's containers are not created`,
      }),
    ];
  if (key === undefined) return [];
  return [
    findingAt(entry, path, {
      ...shared,
      id: `${word}-key-missing`,
      message: `${kind} "${name}" has no key "${key}"`,
      cause: thereIs(source.keys.keys()),
      remedy: `add the key at ${source.entry.file}:${source.entry.line}, or correct the reference`,
    }),
  ];
}
