import { mended, type SchemaProblem, type Schemas, withoutNulls } from '../../../lib/kube-schema/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';

/** An object that does not fit the schema of its kind. */
export interface Malformed {
  readonly entry: ManifestObject;
  readonly problems: readonly SchemaProblem[];
}

/** The objects of a set as the API server would read them, or would have, had they been written as they were meant. */
export interface ReadObjects {
  /** All of them, in the order in which they were given. */
  readonly objects: readonly ManifestObject[];
  readonly malformed: readonly Malformed[];
  /** Those of which a rule may rely on the shape. */
  readonly sound: readonly ManifestObject[];
}

/** Compares the objects with their schemas. What is plainly meant is read as it is meant: one fault, one finding. */
export function readObjects(written: readonly ManifestObject[], schemas: Schemas): ReadObjects {
  const objects: ManifestObject[] = [];
  const malformed: Malformed[] = [];
  const sound: ManifestObject[] = [];
  for (const original of written) {
    const { entry, problems } = judged(original, schemas);
    const meant = mended(entry.object, problems, schemas.problems);
    const read = withObject(entry, meant ?? entry.object);
    objects.push(read);
    if (problems.length > 0) malformed.push({ entry: read, problems });
    if (meant && !isNamesake(read, schemas)) sound.push(read);
  }
  return { objects, malformed, sound };
}

/** A field without a value is a problem only at first sight: most objects need no second one. */
function judged(original: ManifestObject, schemas: Schemas): Malformed {
  const problems = schemas.problems(original.object);
  if (problems.length === 0) return { entry: original, problems };
  const entry = withObject(original, withoutNulls(original.object));
  return { entry, problems: entry === original ? problems : schemas.problems(entry.object) };
}

function withObject(entry: ManifestObject, object: ManifestObject['object']): ManifestObject {
  return object === entry.object ? entry : { ...entry, object };
}

/** A `Service` of another group than Kubernetes' own is no Service. */
const isNamesake = ({ object }: ManifestObject, schemas: Schemas): boolean =>
  schemas.kindOf(object) === undefined && schemas.named(object.kind).length > 0;
