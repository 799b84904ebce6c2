/** A set of code points: inclusive ranges in ascending order that neither overlap nor touch. */
export type Characters = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

export const ANY: Characters = [[0, LAST]];
/** What `.` matches: everything except a line break. */
export const NO_NEWLINE: Characters = complement([[10, 10]]);

const span = (from: string, to: string = from): readonly [number, number] => [codeOf(from), codeOf(to)];
const codeOf = (text: string): number => text.codePointAt(0) ?? 0;

const DIGIT: Characters = [span('0', '9')];
const WORD: Characters = union([span('0', '9')], [span('A', 'Z')], [span('_')], [span('a', 'z')]);
const SPACE: Characters = union([[9, 10]], [[12, 13]], [span(' ')]);

/** `\d`, `\w`, `\s` and their opposites, as RE2 has them: ASCII only. */
export const ESCAPED_SETS: ReadonlyMap<string, Characters> = new Map([
  ['d', DIGIT],
  ['D', complement(DIGIT)],
  ['w', WORD],
  ['W', complement(WORD)],
  ['s', SPACE],
  ['S', complement(SPACE)],
]);

/** `[:alpha:]` and other POSIX classes, as used within brackets. */
export const POSIX_SETS: ReadonlyMap<string, Characters> = new Map([
  ['alpha', union([span('A', 'Z')], [span('a', 'z')])],
  ['digit', DIGIT],
  ['alnum', union(DIGIT, [span('A', 'Z')], [span('a', 'z')])],
  ['word', WORD],
  ['upper', [span('A', 'Z')]],
  ['lower', [span('a', 'z')]],
  ['xdigit', union(DIGIT, [span('A', 'F')], [span('a', 'f')])],
  ['space', union([[9, 13]], [span(' ')])],
  ['punct', union([span('!', '/')], [span(':', '@')], [span('[', '`')], [span('{', '~')])],
]);

export const only = (code: number): Characters => [[code, code]];

export function contains(set: Characters, code: number): boolean {
  return set.some(([from, to]) => code >= from && code <= to);
}

export function union(...sets: readonly Characters[]): Characters {
  const merged: [number, number][] = [];
  for (const [from, to] of sets.flat().toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export function complement(set: Characters): Characters {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

const UPPER = span('A', 'Z');
const LOWER = span('a', 'z');
const APART = LOWER[0] - UPPER[0];

/** @returns the set plus the other case of each ASCII letter in it. */
export function foldCase(set: Characters): Characters {
  const moved = (within: readonly [number, number], by: number): Characters =>
    set.flatMap(([from, to]): [number, number][] => {
      const [low, high] = [Math.max(from, within[0]), Math.min(to, within[1])];
      return low <= high ? [[low + by, high + by]] : [];
    });
  return union(set, moved(UPPER, APART), moved(LOWER, -APART));
}
