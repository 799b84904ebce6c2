import type { Variable } from '../input/environment.ts';
import type { Source, Sources } from '../input/sources.ts';

/** @returns the value of a Secret's key as written in the file, with `${NAME}` not yet substituted. */
export function writtenIn({ entry }: Source, key: string): string | undefined {
  const { stringData } = entry.unfilled ?? entry.object;
  const text = typeof stringData === 'object' ? (stringData as Readonly<Record<string, unknown>>)?.[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** @returns a variable's value as written in the file, if a pod of the namespace gets it from a Secret of the set. */
export function writtenText(sources: Sources, { from }: Variable, namespace: string | undefined): string | undefined {
  if (from.kind !== 'Secret') return undefined;
  const source = sources.find('Secret', from.name, namespace);
  return source && writtenIn(source, from.key);
}
