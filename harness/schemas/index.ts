import type { FieldPath, KubernetesObject } from '../manifests/index.ts';
import { VIEWS } from '../manifests/views.ts';

/** A field that does not fit the schema of its kind. */
export interface SchemaProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/** @returns what of the object does not fit the schema of its kind; nothing for a kind without a schema. */
export function schemaProblems(object: KubernetesObject): SchemaProblem[] {
  const parsed = VIEWS.get(object.kind)?.safeParse(object);
  if (!parsed || parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }));
}
