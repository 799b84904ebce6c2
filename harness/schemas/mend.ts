import type { FieldPath, KubernetesObject } from '../manifests/index.ts';
import type { SchemaProblem } from './check.ts';

/**
 * Puts what was meant where something else is written, so that one fault is one finding and the rest of the object can
 * still be judged.
 * @returns the object as it was meant; undefined where that is not plain.
 */
export function mended(object: KubernetesObject, problems: readonly SchemaProblem[]): KubernetesObject | undefined {
  let result: unknown = object;
  for (const { kind, path, meant, meantField } of problems) {
    if (meantField !== undefined) result = renamed(result, path, meantField);
    else if (meant !== undefined) result = changed(result, path, () => meant);
    else if (!isHarmless(kind)) return undefined;
  }
  return result as KubernetesObject;
}

/** @returns whether the object has the shape of its kind all the same. */
export const isHarmless = (kind: SchemaProblem['kind']): boolean => kind === 'unknown' || kind === 'value';

function renamed(object: unknown, path: FieldPath, name: string): unknown {
  const wrong = path.at(-1);
  return changed(object, path.slice(0, -1), (fields) =>
    Object.fromEntries(
      Object.entries(fields as object).map(([field, value]) => [field === wrong ? name : field, value]),
    ),
  );
}

function changed(value: unknown, [step, ...rest]: FieldPath, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? changed(item, rest, change) : item));
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [step]: changed(fields[step], rest, change) };
}
