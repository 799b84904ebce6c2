import { Automaton } from '../language/automaton.ts';
import { PatternError } from '../language/cursor.ts';
import { parsePattern } from '../language/parse.ts';
import type { Tried } from '../types.ts';

/** @returns what is wrong with a pattern; undefined if it can be parsed. */
export function patternFault(pattern: string): PatternError | undefined {
  try {
    parsePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

interface Candidate extends Pick<Tried, 'rule' | 'rank' | 'as'> {
  readonly pattern: string;
  readonly ignoreCase?: boolean;
}

/** @returns the rule as it is tried; none if its pattern is invalid, because the controller then drops it. */
export function tried({ rule, rank, as, pattern, ignoreCase = false }: Candidate): Tried[] {
  const fault = patternFault(pattern);
  if (fault && !fault.unsupported) return [];
  const start = rule.kind === 'path' ? literalStart(rule.path).toLowerCase() : '';
  let made: Automaton | string | undefined;
  // For most rules of a large set, the prefix already decides: the automaton is built on demand.
  return [
    {
      rule,
      rank,
      as,
      start,
      get paths() {
        made ??= pathsOf(pattern, ignoreCase);
        return made;
      },
    },
  ];
}

/** Many hosts have the same paths, so automata are cached by pattern. */
const known = new Map<string, Automaton | string>();
const MOST_KNOWN = 2_000;

function pathsOf(pattern: string, ignoreCase: boolean): Automaton | string {
  const key = `${ignoreCase ? 'i' : ''}:${pattern}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const made = read(pattern, ignoreCase);
  known.set(key, made);
  return made;
}

function read(pattern: string, ignoreCase: boolean): Automaton | string {
  try {
    return new Automaton(pattern, { ignoreCase });
  } catch (error) {
    if (error instanceof PatternError) return `the pattern ${pattern} is not supported here: ${error.message}`;
    throw error;
  }
}

/** @returns the prefix of every path that a rule matches, without a trailing slash. */
export function literalStart(path: string): string {
  let groups = path;
  for (let before = ''; before !== groups; ) {
    before = groups;
    groups = groups.replaceAll(/\([^()]*\)/g, '');
  }
  if (groups.includes('|')) return '';
  const literal = /^[^\\^$.*+?()[\]{}|]*/.exec(path)?.[0] ?? '';
  const certain = /^[*?{]/.test(path.slice(literal.length)) ? literal.slice(0, -1) : literal;
  return certain.replace(/\/$/, '');
}

/** @returns a pattern that matches the text literally. */
export const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `/foo` and everything below it, element by element: `/foo`, `/foo/`, `/foo/bar`, but not `/foobar`. */
export function elementwise(path: string): string {
  const bare = path.replace(/\/$/, '');
  return bare === '' ? '^/' : `^${literally(bare)}(/|$)`;
}

/** A default backend matches every path. */
export const EVERYTHING = '^';

/** @returns whether the host of a rule matches the host of a request; `labels`: how many labels `*` may match. */
export function hostMatches(named: string, asked: string, labels: 'one' | 'many'): boolean {
  if (named === '' || named === asked) return true;
  if (!named.startsWith('*.') || !asked.endsWith(named.slice(1))) return false;
  const star = asked.slice(0, -(named.length - 1));
  return star !== '' && (labels === 'many' || !star.includes('.'));
}

/** @returns the most specific matching host: the host itself, else the longest wildcard, else every host. */
export function nearestHost(named: Iterable<string>, asked: string, labels: 'one' | 'many'): string | undefined {
  const matching = [...new Set(named)].filter((host) => hostMatches(host, asked, labels));
  return matching.includes(asked) ? asked : matching.sort((a, b) => b.length - a.length)[0];
}
