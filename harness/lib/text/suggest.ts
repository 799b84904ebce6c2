import { closest, distance } from 'fastest-levenshtein';

/** @returns the known word that was probably meant: at most a third of its letters differ. */
export function closestTo(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  // Of two that are as near, the same one is found whatever their order.
  const found = closest(word, [...known].sort());
  return distance(word, found) <= Math.max(1, Math.floor(found.length / 3)) ? found : undefined;
}

/**
 * @returns the name among these that is probably a misspelling of the wanted one: as many words, and in each of them no
 *   more than a slip of the keyboard. DB_HOST is no misspelling of DB_PORT, nor HTTP_URL of HTTPS_URL.
 */
export function misspellingOf(wanted: string, names: Iterable<string>): string | undefined {
  return [...names]
    .filter((name) => name !== wanted && isSlip(wanted, name))
    .sort((a, b) => distance(a, wanted) - distance(b, wanted) || (a < b ? -1 : 1))[0];
}

function isSlip(wanted: string, name: string): boolean {
  const [right, there] = [wanted.split('_'), name.split('_')];
  if (right.length !== there.length) return wanted.replaceAll('_', '') === name.replaceAll(/[_-]/g, '');
  const wrong = right.flatMap((word, index) => (word === there[index] ? [] : [[word, there[index] ?? ''] as const]));
  return wrong.length === 1 && wrong.every(([word, other]) => isSlipOfWord(word, other));
}

function isSlipOfWord(word: string, other: string): boolean {
  if (`${word}S` === other || `${other}S` === word || /\d/.test(word + other)) return false;
  const isTransposed = [...word].sort().join('') === [...other].sort().join('');
  return isTransposed || distance(word, other) <= Math.floor(word.length / 4);
}
