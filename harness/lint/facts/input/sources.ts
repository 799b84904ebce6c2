import { type FieldPath, type MadeSecret, type ManifestObject, madeSecrets } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import { isEncrypted } from './as-written.ts';

export type SourceKind = 'ConfigMap' | 'Secret';

/** One key of a ConfigMap or a Secret. */
export interface SourceEntry {
  readonly path: FieldPath;
  readonly place: Place;
  /** As the container gets it: a Secret's `data` is decoded. `undefined` = `binaryData`, or not text. May contain `${NAME}`. */
  readonly value: string | undefined;
}

/** A ConfigMap or a Secret with its keys and their places. */
export interface Source {
  readonly kind: SourceKind;
  readonly entry: ManifestObject;
  readonly name: string;
  readonly keys: ReadonlyMap<string, SourceEntry>;
  /** A controller makes it from another object of the set: no value is known. */
  readonly made: boolean;
  /** It may have further keys, which the files don't tell. */
  readonly open: boolean;
}

/** The ConfigMaps and Secrets that pods can refer to. */
export interface Sources {
  readonly all: readonly Source[];
  /** @returns the one that a pod in that namespace would get. */
  find(kind: SourceKind, name: string, namespace?: string): Source | undefined;
  names(kind: SourceKind): string[];
}

/** @returns the ConfigMaps and Secrets of the set. */
export function sourcesOf(objects: readonly ManifestObject[]): Sources {
  const all = objects.flatMap((entry) => {
    if (entry.object.kind === 'ConfigMap') return [source('ConfigMap', entry, ['binaryData', 'data'])];
    // stringData wins over data (Kubernetes API, Secret.stringData).
    if (entry.object.kind === 'Secret') return [source('Secret', entry, ['data', 'stringData'])];
    return madeSecrets(entry.object).map((made) => madeSource(entry, made));
  });
  const byName = new Map(
    all.map((found) => [keyOf(found.kind, found.name, found.entry.object.metadata.namespace), found]),
  );
  return {
    all,
    find: (kind, name, namespace) => byName.get(keyOf(kind, name, namespace)),
    names: (kind) => all.filter((found) => found.kind === kind).map(({ name }) => name),
  };
}

const keyOf = (kind: string, name: string, namespace = 'default'): string => `${kind}/${namespace}/${name}`;

function source(kind: SourceKind, entry: ManifestObject, fields: readonly string[]): Source {
  const keys = fields.flatMap((field) =>
    Object.entries(entry.object[field] ?? {}).map(([key, value]): [string, SourceEntry] => [
      key,
      { path: [field, key], place: placeIn(entry, [field, key]), value: textOf(kind, field, value) },
    ]),
  );
  return { kind, entry, name: entry.object.metadata.name, keys: new Map(keys), made: false, open: false };
}

function madeSource(entry: ManifestObject, { name, keys, open }: MadeSecret): Source {
  const places = keys.map(({ key, path }): [string, SourceEntry] => [
    key,
    { path, place: placeIn(entry, path), value: undefined },
  ]);
  return { kind: 'Secret', entry, name, keys: new Map(places), made: true, open };
}

/** A value of the wrong type is reported by field-invalid, not as a missing key. */
function textOf(kind: SourceKind, field: string, value: unknown): string | undefined {
  if (field === 'binaryData' || typeof value !== 'string' || isEncrypted(value)) return undefined;
  return kind === 'Secret' && field === 'data' ? Buffer.from(value, 'base64').toString() : value;
}
