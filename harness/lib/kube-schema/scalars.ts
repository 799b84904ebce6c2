import { closestTo } from '../text/index.ts';
import { NUMBER_FORMATS, TEXT_FORMATS } from './formats.ts';
import type { Schema } from './schema.ts';

/** Values that are filled in before the deployment can't be checked. */
const SYMBOLIC = /\$\{[A-Za-z_]\w*\}/;

/** What is wrong, and what to do if that is obvious. */
interface Said {
  readonly message: string;
  readonly remedy?: string;
}

/** @returns why a number is out of range. */
export function numberProblem(value: number, { format, minimum, maximum }: Schema): Said | undefined {
  const [least, most] = NUMBER_FORMATS.get(format ?? '') ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const from = Math.max(least, minimum ?? least);
  const to = Math.min(most, maximum ?? most);
  if (value >= from && value <= to) return undefined;
  return {
    message: value < from ? `must be at least ${from}, but is ${value}` : `must be at most ${to}, but is ${value}`,
  };
}

/** @returns why a text is invalid; one that is filled in later may be anything. */
export function textProblem(value: unknown, schema: Schema): Said | undefined {
  if (typeof value !== 'string' || SYMBOLIC.test(value)) return undefined;
  if (schema.enum && !schema.enum.includes(value)) return invalidValue(value, schema.enum);
  const problem = schema.format === undefined ? undefined : TEXT_FORMATS.get(schema.format)?.(value);
  if (problem === undefined) return undefined;
  return { message: schema.format === 'byte' ? problem : `"${value}" ${problem}` };
}

function invalidValue(value: string, permitted: readonly unknown[]): Said {
  const names = permitted.filter((name): name is string => typeof name === 'string' && name !== '');
  const meant = closestTo(value, names);
  const message = `"${value}" is not a valid value; valid values: ${names.join(', ')}`;
  return meant === undefined ? { message } : { message, remedy: `use ${meant}` };
}
