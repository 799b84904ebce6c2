import { UsageError } from '../core/errors.ts';
import { shown } from '../lib/text/index.ts';
import type { Draft, Gap, Inferred } from './draft.ts';

/** Asks a person; resolves to the answer. */
export type Ask = (gap: Gap) => Promise<string>;

/**
 * Fills in what the files don't tell.
 * @param ask undefined = take what can be guessed; what can't stays empty, which no config may be.
 */
export async function fillGaps({ draft, gaps }: Inferred, ask: Ask | undefined): Promise<Draft> {
  const filled = structuredClone(draft);
  for (const gap of gaps) put(filled, gap.key.split('.'), ask ? await ask(gap) : (gap.fallback ?? ''));
  for (const route of filled.routes) if (route.host === '') route.host = filled.hosts.web;
  return filled;
}

function put(target: object, [key = '', ...rest]: readonly string[], value: string): void {
  const holder = target as Record<string, unknown>;
  if (rest.length === 0) holder[key] = value;
  else put(holder[key] as object, rest, value);
}

/**
 * @returns what a run needs and neither the set nor a guess tells, a line each, with what to do.
 * @param asked whether a person has answered every question.
 */
export const missingIn = ({ gaps, hindrances }: Inferred, asked = false): string[] => [
  ...hindrances.map(({ what, remedy }) => `${what}: ${remedy}`),
  ...gaps.flatMap(({ key, question, fallback }) =>
    asked || fallback !== undefined ? [] : [`${key}: ${question}; the files don't tell it: add it to the config`],
  ),
];

/** @throws UsageError `SET_INCOMPLETE` with all that a run needs and the set does not tell. */
export function requireComplete(inferred: Inferred, set: string): void {
  const details = missingIn(inferred);
  if (details.length === 0) return;
  throw new UsageError({
    code: 'SET_INCOMPLETE',
    message: `${shown(set)} lacks what a run needs, in ${details.length} place${details.length === 1 ? '' : 's'}; nothing was started`,
    details,
    hint: `dify-e2e init ${shown(set)}   writes a config with what the set tells; add the rest there (docs/config.md)`,
  });
}
