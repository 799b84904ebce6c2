import { Automaton } from '../language/automaton.ts';
import { PatternError } from '../language/cursor.ts';
import { parsePattern } from '../language/parse.ts';
import type { Tried } from '../types.ts';

/** @returns what is wrong with a pattern; undefined when it can be read. */
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

/** @returns the rule as it is tried; none where its pattern is wrong, for then the controller leaves it out. */
export function tried({ rule, rank, as, pattern, ignoreCase = false }: Candidate): Tried[] {
  const fault = patternFault(pattern);
  if (fault && !fault.beyond) return [];
  const start = rule.kind === 'path' ? literalStart(rule.path).toLowerCase() : '';
  let made: Automaton | string | undefined;
  // Most rules of a large set are never asked further than by how their paths begin.
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

/** Many hosts have the same paths: each pattern is read once, and what was learnt of it is kept. */
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
    if (error instanceof PatternError) return `the pattern ${pattern} can't be told here: ${error.message}`;
    throw error;
  }
}

/** @returns the text with which every path begins that a rule takes, without a slash at its end. */
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

/** @returns a pattern that means the text itself. */
export const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `/foo` and all below it, element by element: `/foo`, `/foo/`, `/foo/bar`, but not `/foobar`. */
export function elementwise(path: string): string {
  const bare = path.replace(/\/$/, '');
  return bare === '' ? '^/' : `^${literally(bare)}(/|$)`;
}

/** A default backend takes what nothing else takes. */
export const EVERYTHING = '^';

/** @returns whether a host that Ingresses name means the host of a request; `labels`: how much a `*` may stand for. */
export function hostMatches(named: string, asked: string, labels: 'one' | 'many'): boolean {
  if (named === '' || named === asked) return true;
  if (!named.startsWith('*.') || !asked.endsWith(named.slice(1))) return false;
  const star = asked.slice(0, -(named.length - 1));
  return star !== '' && (labels === 'many' || !star.includes('.'));
}

/** @returns of the hosts that Ingresses name the one that is meant most exactly: itself, the longest wildcard, every host. */
export function nearestHost(named: Iterable<string>, asked: string, labels: 'one' | 'many'): string | undefined {
  const matching = [...new Set(named)].filter((host) => hostMatches(host, asked, labels));
  return matching.includes(asked) ? asked : matching.sort((a, b) => b.length - a.length)[0];
}
