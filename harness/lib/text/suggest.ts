import { closest, distance } from 'fastest-levenshtein';

/** @returns the known word that was probably meant: at most a third of its letters differ. */
export function closestTo(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  // Of two that are as near, the same one is found whatever their order.
  const found = closest(word, [...known].sort());
  return distance(word, found) <= Math.max(1, Math.floor(found.length / 3)) ? found : undefined;
}
