import type { Variable } from '../input/environment.ts';
import type { Source, Sources } from '../input/sources.ts';

/** @returns the text of a Secret's key as its file has it, `${NAME}` where that was filled in since. */
export function writtenIn({ entry }: Source, key: string): string | undefined {
  const { stringData } = entry.unfilled ?? entry.object;
  const text = typeof stringData === 'object' ? (stringData as Readonly<Record<string, unknown>>)?.[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** @returns the text of a variable as its file has it, where a pod of the namespace gets it from a Secret of the set. */
export function writtenText(sources: Sources, { from }: Variable, namespace: string | undefined): string | undefined {
  if (from.kind !== 'Secret') return undefined;
  const source = sources.find('Secret', from.name, namespace);
  return source && writtenIn(source, from.key);
}
