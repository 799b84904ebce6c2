import type { DuplicateKey, FieldPath, Position } from '../yaml-source/index.ts';

export type { FieldPath, Position } from '../yaml-source/index.ts';

/** An object as the manifest says it; what is below `metadata` is known only to its kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface ManifestObject {
  /** As a person would open it: the set's root joined with the file's name. */
  readonly file: string;
  /** Line at which the object begins, from 1. */
  readonly line: number;
  readonly object: KubernetesObject;
  /** Keys that are there more than once, each with the path of the field that wins. */
  readonly duplicates?: readonly DuplicateKey[];
  /** The object as the file has it, where `${NAME}` was filled in since. */
  readonly unfilled?: KubernetesObject;
  /** Where a field of this object is written; its nearest ancestor where the field is not there. */
  readonly at: (path: FieldPath) => Position;
}

/** A file beside the manifests that is something else, and what is to be said about it. */
export interface FileNote {
  /** As a person would open it. */
  readonly file: string;
  /** `is a Compose file: pass it with --compose`. */
  readonly message: string;
}

export interface ManifestSet {
  readonly root: string;
  /** In the order of the files' names, within a file in the order of its documents. */
  readonly objects: readonly ManifestObject[];
  /** What lies beside the manifests and is not part of the set. */
  readonly beside?: readonly FileNote[];
  /** SHA-256, in hex, over the names and texts of the files, before any secret was filled in. */
  readonly digest: string;
}

/** @returns the object as messages name it: `Deployment shop/api`. */
export function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
