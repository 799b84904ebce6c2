import type { FieldPath, KubernetesObject } from '../kube-objects/index.ts';
import type { SchemaProblem } from './check.ts';

/** A repaired field may need another repair: a misspelled one whose value also has the wrong type. */
const ROUNDS = 3;

/**
 * Replaces obvious mistakes and drops unreadable fields, so that one fault is one finding and the rest of the object can
 * still be checked.
 * @param problemsOf validates an object.
 * @returns an object that fits its schema, the same one if it does already. Undefined if a required field is missing, or
 *   a list item is unreadable.
 */
export function repaired(
  object: KubernetesObject,
  problems: readonly SchemaProblem[],
  problemsOf: (object: KubernetesObject) => readonly SchemaProblem[],
): KubernetesObject | undefined {
  let result: KubernetesObject | undefined = object;
  let left = problems;
  for (let round = 0; round < ROUNDS && result && left.some(needsRepair); round += 1) {
    result = repairedOnce(result, left);
    left = result ? problemsOf(result) : [];
  }
  return left.some(needsRepair) ? undefined : result;
}

const needsRepair = ({ kind, meantField }: SchemaProblem): boolean =>
  kind === 'type' || kind === 'missing' || meantField !== undefined;

function repairedOnce(object: KubernetesObject, problems: readonly SchemaProblem[]): KubernetesObject | undefined {
  let result: unknown = object;
  for (const { kind, path, meant, meantField } of problems) {
    if (meantField !== undefined) result = renamed(result, path, meantField);
    else if (meant !== undefined) result = changed(result, path, () => meant);
    else if (kind === 'type' && typeof path.at(-1) === 'string') result = renamed(result, path, undefined);
    else if (kind === 'type' || kind === 'missing') return undefined;
  }
  return result as KubernetesObject;
}

/** @param name undefined = the field is removed. */
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
