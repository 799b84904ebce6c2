import { repaired, type SchemaProblem, type Schemas, withoutNulls } from '../../../lib/kube-schema/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';

/** An object that does not fit the schema of its kind. */
export interface Malformed {
  readonly entry: ManifestObject;
  readonly problems: readonly SchemaProblem[];
}

/** The objects of a set as the API server would read them, with obvious mistakes repaired. */
export interface ReadObjects {
  /** All of them, in the given order. */
  readonly objects: readonly ManifestObject[];
  readonly malformed: readonly Malformed[];
  /** Those whose shape rules may rely on. */
  readonly sound: readonly ManifestObject[];
}

/** Validates the objects against their schemas. Obvious mistakes are repaired, so that one fault is one finding. */
export function readObjects(written: readonly ManifestObject[], schemas: Schemas): ReadObjects {
  const objects: ManifestObject[] = [];
  const malformed: Malformed[] = [];
  const sound: ManifestObject[] = [];
  for (const original of written) {
    const { entry, problems } = judged(original, schemas);
    const meant = repaired(entry.object, problems, schemas.problems);
    const read = withObject(entry, meant ?? entry.object);
    objects.push(read);
    if (problems.length > 0) malformed.push({ entry: read, problems });
    if (meant && !isNamesake(read, schemas)) sound.push(read);
  }
  return { objects, malformed, sound };
}

/** A field without a value is not a problem; nulls are only removed if there are problems, as most objects have none. */
function judged(original: ManifestObject, schemas: Schemas): Malformed {
  const problems = schemas.problems(original.object);
  if (problems.length === 0) return { entry: original, problems };
  const entry = withObject(original, withoutNulls(original.object));
  return { entry, problems: entry === original ? problems : schemas.problems(entry.object) };
}

function withObject(entry: ManifestObject, object: ManifestObject['object']): ManifestObject {
  return object === entry.object ? entry : { ...entry, object };
}

/** A `Service` of a group other than Kubernetes' own is not a Service. */
const isNamesake = ({ object }: ManifestObject, schemas: Schemas): boolean =>
  schemas.kindOf(object) === undefined && schemas.named(object.kind).length > 0;
