import type { SchemaType } from './schema.ts';

const NAMES: Readonly<Record<SchemaType, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
};

/** @returns whether the value has one of the types; `null` has none. */
export function matches(value: unknown, type: SchemaType | readonly SchemaType[]): boolean {
  return typeof type === 'string' ? is(value, type) : type.some((one) => is(value, one));
}

function is(value: unknown, type: SchemaType): boolean {
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

interface TypeProblem {
  readonly message: string;
  readonly remedy?: string;
  readonly meant?: unknown;
}

/** @returns what is wrong with a value of the wrong type. A value in place of a string is not shown: it may be a secret. */
export function typeProblem(value: unknown, types: readonly SchemaType[]): TypeProblem {
  const wanted = `must be ${types.map((type) => NAMES[type]).join(' or ')}`;
  if (value === null) return { message: `${wanted}, but is empty` };
  if (typeof value === 'string') return textInstead(value, types, wanted);
  const is = `${wanted}, but is ${nameOf(value)}`;
  if (!types.includes('string') || typeof value === 'object') return { message: is };
  return { message: is, remedy: 'put it in quotes', meant: String(value) };
}

/** A string in place of a mapping or a list may be a secret, or long, and is not shown. */
function textInstead(value: string, types: readonly SchemaType[], wanted: string): TypeProblem {
  if (types.includes('object') || types.includes('array')) return { message: `${wanted}, but is a string` };
  const message = `${wanted}, but is the string "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  const meant = scalarMeantBy(value, types);
  if (meant !== undefined) return { message, remedy: 'remove the quotes', meant };
  const symbolic = /\$\{[A-Za-z_]\w*\}/.test(value);
  return symbolic
    ? { message, remedy: 'use the actual value: this field is not filled in at deploy time' }
    : { message };
}

function scalarMeantBy(text: string, types: readonly SchemaType[]): number | boolean | undefined {
  const isNumber = types.includes('number') || (types.includes('integer') && /^[+-]?\d+$/.test(text));
  if (isNumber && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return types.includes('boolean') && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return NAMES.array;
  if (typeof value === 'object') return NAMES.object;
  return typeof value === 'boolean' ? NAMES.boolean : NAMES.number;
}
