import { Automaton, type State } from './automaton.ts';
import { contains } from './characters.ts';

/** Characters of a decoded and normalized path; the letters of a readable word come first. */
const LETTERS = 'pingabcdefhjklmoqrstuvwxyz';
const PATH_CHARACTERS = `/${LETTERS}0123456789-_.~${LETTERS.toUpperCase()}!$&'()*+,;=:@`;

/** Controllers resolve `//`, `/./` and `/../` before they route (nginx merge_slashes; Traefik sanitizePath). */
const TIDY_PATH = new Automaton('^(/([^/.][^/]*|[.][^/.][^/]*|[.][.][^/]+))*/?$');
const ABSOLUTE = new Automaton('^/');

/** The search gives up beyond this many combined states. */
const MOST_STATES = 20_000;

interface Found {
  readonly text: string;
  readonly states: readonly State[];
}

type Witness = { readonly path: string } | undefined | 'unknown';

/** Hosts of one deployment have the same patterns, so results are cached. */
const known = new Map<string, { readonly witness: Witness }>();
const MOST_KNOWN = 10_000;

/**
 * Searches for a request path that all of `within` match and none of `without`.
 * @returns the shortest one; `undefined` if none exists; `'unknown'` if the search gave up.
 */
export function findPath(within: readonly Automaton[], without: readonly Automaton[]): Witness {
  const question = JSON.stringify([within, without].map((automata) => automata.map(({ source }) => source)));
  const answer = known.get(question);
  if (answer) return answer.witness;
  const witness = search(within, without);
  if (known.size < MOST_KNOWN) known.set(question, { witness });
  return witness;
}

function search(within: readonly Automaton[], without: readonly Automaton[]): Witness {
  const wanted = [TIDY_PATH, ABSOLUTE, ...within];
  const all = [...wanted, ...without];
  const alphabet = representatives(all);
  const begin: Found = { text: '', states: all.map(({ initial }) => initial) };
  const seen = new Set([keyOf(begin.states)]);
  const open = [begin];
  for (const { text, states } of open) {
    if (all.every((automaton, index) => isMet(automaton, states[index], index < wanted.length))) return { path: text };
    for (const character of alphabet) {
      const next = all.map((automaton, index) => step(automaton, states[index], character));
      const key = keyOf(next);
      if (seen.has(key) || isHopeless(next, wanted.length)) continue;
      if (seen.size >= MOST_STATES) return 'unknown';
      seen.add(key);
      open.push({ text: text + character, states: next });
    }
  }
  return undefined;
}

const keyOf = (states: readonly State[]): string => states.map(({ key }) => key).join('|');

const step = (automaton: Automaton, state: State | undefined, character: string): State =>
  automaton.step(state ?? automaton.initial, character.charCodeAt(0));

const isMet = (automaton: Automaton, state: State | undefined, wanted: boolean): boolean =>
  automaton.accepts(state ?? automaton.initial) === wanted;

/** Whatever follows, a pattern that must match no longer can, or one that must not match does. */
function isHopeless(states: readonly State[], wanted: number): boolean {
  return states.some(({ matched, nodes }, index) => (index < wanted ? !matched && nodes.length === 0 : matched));
}

/** One character for each class that the automata distinguish. */
function representatives(automata: readonly Automaton[]): string[] {
  const sets = automata.flatMap(({ distinguished }) => distinguished);
  const kinds = new Map<string, string>();
  for (const character of PATH_CHARACTERS) {
    const kind = sets.map((set) => (contains(set, character.charCodeAt(0)) ? '1' : '0')).join('');
    if (!kinds.has(kind)) kinds.set(kind, character);
  }
  return [...kinds.values()];
}
