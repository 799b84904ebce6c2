import type { Variable } from '../input/environment.ts';
import { isSensitive } from './names.ts';

/** @returns the value as a message may quote it: `"5001"`; `a secret` for what must not be shown. */
export function shownValue({ name, value, from }: Pick<Variable, 'name' | 'value' | 'from'>): string {
  if (value === undefined) return 'unknown';
  return from.kind === 'Secret' || isSensitive(name, value) ? 'a secret' : `"${value}"`;
}
