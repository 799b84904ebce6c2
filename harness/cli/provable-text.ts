import type { Provable } from '../init/index.ts';

/** @returns what a run will, and won't, be able to prove, a line each. */
export function provableText({ checks, without, claims, limits }: Provable): string {
  const absent = [...without].map(([reason, ids]) => `  ${reason}: ${shortened(ids)}`);
  return [
    `A run will carry out ${checks} live checks, besides the static rules.`,
    ...(absent.length === 0 ? [] : ['What does not apply:', ...absent]),
    ...(claims.length === 0 ? [] : [`Claims that do not apply: ${claims.join(', ')}`]),
    ...(limits.length === 0 ? [] : ['What it will not prove:', ...limits.map((line) => `  ${line}`)]),
  ].join('\n');
}

const SHOWN = 6;

const shortened = (ids: readonly string[]): string =>
  ids.length <= SHOWN ? ids.join(', ') : `${ids.slice(0, SHOWN).join(', ')} and ${ids.length - SHOWN} more`;
