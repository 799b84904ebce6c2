import type { FieldPath, ManifestObject } from '../types.ts';

export type SourceKind = 'ConfigMap' | 'Secret';

/** A ConfigMap or a Secret: the keys, and where each one is. */
export interface Source {
  readonly entry: ManifestObject;
  readonly name: string;
  readonly keys: ReadonlyMap<string, FieldPath>;
}

/** What pods can refer to. */
export interface Sources {
  readonly secrets: readonly Source[];
  find(kind: SourceKind, name: string): Source | undefined;
  names(kind: SourceKind): string[];
}

/** @returns the ConfigMaps and Secrets of the set. */
export function sourcesOf(objects: readonly ManifestObject[]): Sources {
  const found: Record<SourceKind, Source[]> = {
    ConfigMap: objects
      .filter(({ object }) => object.kind === 'ConfigMap')
      .map((entry) => source(entry, 'data', 'binaryData')),
    Secret: objects
      .filter(({ object }) => object.kind === 'Secret')
      .map((entry) => source(entry, 'data', 'stringData')),
  };
  return {
    secrets: found.Secret,
    find: (kind, name) => found[kind].find((candidate) => candidate.name === name),
    names: (kind) => found[kind].map(({ name }) => name),
  };
}

/** The keys alone: a value of the wrong type is a finding of its own, not a missing key. */
function source(entry: ManifestObject, ...fields: string[]): Source {
  const keys = fields.flatMap((field) =>
    Object.keys(entry.object[field] ?? {}).map((key): [string, FieldPath] => [key, [field, key]]),
  );
  return { entry, name: entry.object.metadata.name, keys: new Map(keys) };
}
