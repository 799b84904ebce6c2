import type { FieldPath } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';
import type { Source, SourceKind } from '../input/sources.ts';
import type { Workload } from '../input/workloads.ts';

/** A reference from a pod to a ConfigMap or a Secret, or to one of its keys. */
export interface Use {
  readonly kind: SourceKind;
  readonly name: string;
  /** Undefined = the whole object. */
  readonly key: string | undefined;
  /** The container gets all keys: `envFrom`, a volume without `items`. */
  readonly whole: boolean;
  /** The container also starts without it. */
  readonly optional: boolean;
  readonly path: FieldPath;
}

interface Reference {
  readonly name?: string | undefined;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

/** @returns everything that the workload's pods can't start without, in written order. */
export const referencesOf = (workload: Workload): Use[] => usesOf(workload).filter(({ optional }) => !optional);

const KNOWN = new WeakMap<Workload, readonly Use[]>();

/** @returns every ConfigMap and Secret that the workload's pods refer to, in written order. */
export function usesOf(workload: Workload): readonly Use[] {
  const known = KNOWN.get(workload) ?? [...usedByContainers(workload), ...usedByVolumes(workload)];
  KNOWN.set(workload, known);
  return known;
}

function usedByContainers({ containers }: Workload): Use[] {
  return containers.flatMap(({ container, path: at }) => [
    ...(container.envFrom ?? []).flatMap((from, index) => [
      ...use('ConfigMap', from.configMapRef, [...at, 'envFrom', index, 'configMapRef']),
      ...use('Secret', from.secretRef, [...at, 'envFrom', index, 'secretRef']),
    ]),
    ...(container.env ?? []).flatMap(({ valueFrom }, index) => [
      ...use('ConfigMap', valueFrom?.configMapKeyRef, [...at, 'env', index, 'valueFrom', 'configMapKeyRef']),
      ...use('Secret', valueFrom?.secretKeyRef, [...at, 'env', index, 'valueFrom', 'secretKeyRef']),
    ]),
  ]);
}

function usedByVolumes({ containers, spec, path }: Workload): Use[] {
  const mounts = containers.flatMap(({ container }) => container.volumeMounts ?? []);
  return (spec.volumes ?? []).flatMap(({ name, configMap, secret, projected }, index) => {
    const at = [...path, 'volumes', index];
    const mine = mounts.filter((mount) => mount.name === name);
    // A subPath that is not a key of the volume is silently mounted as an empty directory.
    const subPaths = mine.flatMap(({ subPath }) => (subPath ? [subPath] : []));
    const mounted = { subPaths, whole: subPaths.length < mine.length || mine.length === 0 };
    const projectedWhole = { subPaths: [], whole: true };
    return [
      ...wholeAndKeys('ConfigMap', configMap, mounted, [...at, 'configMap']),
      ...wholeAndKeys('Secret', secret && { ...secret, name: secret.secretName }, mounted, [...at, 'secret']),
      ...(projected?.sources ?? []).flatMap((from, number) => [
        ...wholeAndKeys('ConfigMap', from.configMap, projectedWhole, [
          ...at,
          'projected',
          'sources',
          number,
          'configMap',
        ]),
        ...wholeAndKeys('Secret', from.secret, projectedWhole, [...at, 'projected', 'sources', number, 'secret']),
      ]),
    ];
  });
}

function use(kind: SourceKind, reference: Reference | undefined, path: FieldPath): Use[] {
  if (!reference?.name) return [];
  const { name, key, optional = false } = reference;
  const whole = key === undefined;
  return [{ kind, name, key, whole, optional, path: [...path, whole ? 'name' : 'key'] }];
}

function wholeAndKeys(
  kind: SourceKind,
  reference: Reference | undefined,
  mounted: { readonly subPaths: readonly string[]; readonly whole: boolean },
  path: FieldPath,
): Use[] {
  if (!reference?.name) return [];
  const { name, items, optional = false } = reference;
  const keys = items?.map(({ key }) => key) ?? mounted.subPaths;
  const shared = { kind, name, optional, path };
  return [
    { ...shared, key: undefined, whole: !items && mounted.whole },
    ...keys.map((key) => ({ ...shared, key, whole: false })),
  ];
}

/** @returns references to ConfigMaps or Secrets that are not in the set: the first one of each workload. */
export function* missingSources({ workloads, sources }: LintInput, kind: SourceKind): Generator<[Workload, Use]> {
  for (const workload of workloads) {
    const { namespace } = workload.entry.object.metadata;
    const said = new Set<string>();
    for (const want of referencesOf(workload)) {
      if (want.kind !== kind || said.has(want.name) || sources.find(kind, want.name, namespace)) continue;
      said.add(want.name);
      yield [workload, want];
    }
  }
}

/** @returns references to keys that the ConfigMap or Secret does not have. */
export function* missingKeys(
  { workloads, sources }: LintInput,
  kind: SourceKind,
): Generator<[Workload, Use & { readonly key: string }, Source]> {
  for (const workload of workloads) {
    for (const want of referencesOf(workload)) {
      const { key } = want;
      if (want.kind !== kind || key === undefined) continue;
      const source = sources.find(kind, want.name, workload.entry.object.metadata.namespace);
      if (source && !source.open && !source.keys.has(key)) yield [workload, { ...want, key }, source];
    }
  }
}
