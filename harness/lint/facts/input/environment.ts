import type { V1EnvVar } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { SourceKind, Sources } from './sources.ts';
import type { PlacedContainer, Workload } from './workloads.ts';

/** A variable as the kubelet would pass it to the container. */
export interface Variable {
  readonly name: string;
  /** `undefined` = not known from the files: downward API, or a reference to something outside the set. */
  readonly value: string | undefined;
  readonly from:
    | { readonly kind: 'literal' }
    | { readonly kind: SourceKind; readonly name: string; readonly key: string; readonly whole: boolean }
    | { readonly kind: 'fieldRef' | 'missing' };
  /** In the container: the entry of `env`, or of `envFrom`. */
  readonly at: Place;
  /** Where the value is written: the key of the ConfigMap or Secret, or the literal. */
  readonly definedAt: Place;
  /** Earlier definitions of the same name that this one hides. */
  readonly hides: readonly Variable[];
}

/** The environment of one container of a workload. */
export interface ContainerEnvironment {
  readonly workload: Workload;
  readonly placed: PlacedContainer;
  /** The part that it runs; undefined for init containers, sidecars and whatever else is no part. */
  readonly part: PartName | undefined;
  readonly variables: ReadonlyMap<string, Variable>;
}

/** @returns whether the value contains a `${NAME}` that is only filled in at deploy time. */
export const isSymbolic = (value: string): boolean => /\$\{[A-Za-z_]\w*\}/.test(value);

/**
 * `envFrom` in order, where a later one wins; then `env`, which overrides all of it and may use earlier variables as
 * `$(NAME)` (Kubernetes API, Container.env and Container.envFrom; kubelet, makeEnvironmentVariables).
 */
export function environmentOf(workload: Workload, placed: PlacedContainer, sources: Sources): Map<string, Variable> {
  const known = new Map<string, Variable>();
  const put = (variable: Variable): void => {
    const before = known.get(variable.name);
    known.set(variable.name, before ? { ...variable, hides: [...before.hides, before] } : variable);
  };
  for (const variable of fromWholeSources(workload, placed, sources)) put(variable);
  for (const [index, entry] of (placed.container.env ?? []).entries()) {
    put(fromEntry(workload, [...placed.path, 'env', index], entry, sources, known));
  }
  return known;
}

function fromWholeSources(workload: Workload, { container, path }: PlacedContainer, sources: Sources): Variable[] {
  return (container.envFrom ?? []).flatMap((from, index) => {
    const kind: SourceKind = from.secretRef ? 'Secret' : 'ConfigMap';
    const name = (from.secretRef ?? from.configMapRef)?.name ?? '';
    const source = sources.find(kind, name, workload.entry.object.metadata.namespace);
    const at = placeIn(workload.entry, [...path, 'envFrom', index]);
    return [...(source?.keys ?? [])].flatMap(([key, { place: definedAt, value }]) => {
      if (value === undefined && !source?.made && source?.entry.object.kind !== 'Secret') return [];
      return [
        { name: `${from.prefix ?? ''}${key}`, value, from: { kind, name, key, whole: true }, at, definedAt, hides: [] },
      ];
    });
  });
}

function fromEntry(
  workload: Workload,
  path: FieldPath,
  { name, value, valueFrom }: V1EnvVar,
  sources: Sources,
  known: ReadonlyMap<string, Variable>,
): Variable {
  const at = placeIn(workload.entry, path);
  const base = { name, at, definedAt: at, hides: [] };
  if (!valueFrom) return { ...base, value: expand(value ?? '', known), from: { kind: 'literal' } };
  const kind: SourceKind = valueFrom.secretKeyRef ? 'Secret' : 'ConfigMap';
  const reference = valueFrom.secretKeyRef ?? valueFrom.configMapKeyRef;
  if (!reference) return { ...base, value: undefined, from: { kind: 'fieldRef' } };
  const source = sources.find(kind, reference.name ?? '', workload.entry.object.metadata.namespace);
  const found = source?.keys.get(reference.key);
  if (!source || !found) return { ...base, value: undefined, from: { kind: 'missing' } };
  return {
    ...base,
    value: found.value,
    from: { kind, name: source.name, key: reference.key, whole: false },
    definedAt: found.place,
  };
}

/** `$(NAME)` becomes the value; an unknown name stays as it is; `$$` is an escaped `$` (Kubernetes API, EnvVar.value). */
function expand(text: string, known: ReadonlyMap<string, Variable>): string {
  return text.replaceAll(/\$\$|\$\(([-._a-zA-Z0-9]+)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (known.get(name)?.value ?? whole),
  );
}
