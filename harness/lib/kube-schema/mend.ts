import type { FieldPath, KubernetesObject } from '../kube-objects/index.ts';
import type { SchemaProblem } from './check.ts';

/** A mended field may need mending again: a misspelt one whose value is of the wrong type, too. */
const ROUNDS = 3;

/**
 * Puts what was meant where something else is written, and leaves out what can't be read, so that one fault is one
 * finding and the rest of the object can still be judged.
 * @param problemsOf judges an object.
 * @returns the object in the shape of its kind; the same one where it has it. Undefined where a field that must be there
 *   is not, or an item of a list is none.
 */
export function mended(
  object: KubernetesObject,
  problems: readonly SchemaProblem[],
  problemsOf: (object: KubernetesObject) => readonly SchemaProblem[],
): KubernetesObject | undefined {
  let result: KubernetesObject | undefined = object;
  let left = problems;
  for (let round = 0; round < ROUNDS && result && left.some(needsMending); round += 1) {
    result = mendedOnce(result, left);
    left = result ? problemsOf(result) : [];
  }
  return left.some(needsMending) ? undefined : result;
}

const needsMending = ({ kind, meantField }: SchemaProblem): boolean =>
  kind === 'type' || kind === 'missing' || meantField !== undefined;

function mendedOnce(object: KubernetesObject, problems: readonly SchemaProblem[]): KubernetesObject | undefined {
  let result: unknown = object;
  for (const { kind, path, meant, meantField } of problems) {
    if (meantField !== undefined) result = renamed(result, path, meantField);
    else if (meant !== undefined) result = changed(result, path, () => meant);
    else if (kind === 'type' && typeof path.at(-1) === 'string') result = renamed(result, path, undefined);
    else if (kind === 'type' || kind === 'missing') return undefined;
  }
  return result as KubernetesObject;
}

/** @param name undefined = the field is left out. */
function renamed(object: unknown, path: FieldPath, name: string | undefined): unknown {
  const wrong = path.at(-1);
  return changed(object, path.slice(0, -1), (fields) =>
    Object.fromEntries(
      Object.entries(fields as object).flatMap(([field, value]) => {
        if (field !== wrong) return [[field, value]];
        return name === undefined ? [] : [[name, value]];
      }),
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
