import { type Characters, complement, ESCAPED_SETS, foldCase, only, POSIX_SETS, union } from './characters.ts';
import { type Cursor, PatternError } from './cursor.ts';

/** Reads `[…]`; the opening bracket is already read. */
export function readOneOf(cursor: Cursor, ignoreCase: boolean): Characters {
  const negated = cursor.take('^');
  const sets: Characters[] = [];
  do sets.push(member(cursor));
  while (cursor.more() && cursor.peek() !== ']');
  if (!cursor.take(']')) throw new PatternError('a "[" is never closed', false);
  // Folded before it is negated: case-insensitively, [^a] matches neither "a" nor "A".
  const all = ignoreCase ? foldCase(union(...sets)) : union(...sets);
  return negated ? complement(all) : all;
}

function member(cursor: Cursor): Characters {
  const posix = cursor.peek() === '[' ? cursor.takeMatch(/^\[:(\w+):\]/, 16) : undefined;
  if (posix) {
    const set = POSIX_SETS.get(posix[1] ?? '');
    if (!set) throw new PatternError(`the class ${posix[0]} does not exist`, false);
    return set;
  }
  const from = bound(cursor);
  const after = cursor.peek(1);
  if (cursor.peek() !== '-' || after === ']' || after === undefined) return from;
  cursor.next();
  const [low, high] = [from[0]?.[0] ?? 0, bound(cursor)[0]?.[1] ?? 0];
  if (low > high) throw new PatternError('a range in "[…]" is reversed', false);
  return [[low, high]];
}

function bound(cursor: Cursor): Characters {
  if (!cursor.more()) throw new PatternError('a "[" is never closed', false);
  const next = cursor.next();
  return next === '\\' ? readEscaped(cursor) : only(codeOf(next));
}

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
]);

/** Reads the rest of a character escape, after the backslash. */
export function readEscaped(cursor: Cursor): Characters {
  if (!cursor.more()) throw new PatternError('it ends with a backslash', false);
  const letter = cursor.next();
  const set = ESCAPED_SETS.get(letter);
  if (set) return set;
  const control = CONTROLS.get(letter);
  if (control !== undefined) return only(control);
  if (/[A-Za-z0-9]/.test(letter)) throw new PatternError(`"\\${letter}" is not supported`, true);
  return only(codeOf(letter));
}

export const codeOf = (text: string): number => text.codePointAt(0) ?? 0;
