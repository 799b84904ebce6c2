import { Automaton } from '../language/automaton.ts';
import { PatternError } from '../language/parse.ts';

const cache = new Map<string, Automaton | PatternError>();
const MOST_CACHED = 10_000;

/** @returns the paths that a pattern takes, or why it can't be read; each pattern is read once. */
export function readPattern(pattern: string, ignoreCase = false): Automaton | PatternError {
  const key = `${ignoreCase ? 'i' : ''}:${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= MOST_CACHED) cache.clear();
  const read = attempt(pattern, ignoreCase);
  cache.set(key, read);
  return read;
}

function attempt(pattern: string, ignoreCase: boolean): Automaton | PatternError {
  try {
    return new Automaton(pattern, { ignoreCase });
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

/** @returns the paths of a pattern, or the reason why they can't be told; undefined where the controller drops the rule. */
export function pathsOf(pattern: string, ignoreCase = false): Automaton | string | undefined {
  const read = readPattern(pattern, ignoreCase);
  if (read instanceof Automaton) return read;
  return read.beyond ? `the pattern ${pattern} can't be told here: ${read.message}` : undefined;
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
