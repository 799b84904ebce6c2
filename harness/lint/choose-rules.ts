import { UsageError } from '../core/errors.ts';
import { closestTo } from '../lib/text/index.ts';
import { RULES } from './catalogue.ts';
import type { Rule } from './rule.ts';

/**
 * @returns the rules with these ids, in the order of the catalogue; all of them where none is named.
 * @throws UsageError `RULE_UNKNOWN` naming each id that there is not.
 */
export function chooseRules(ids: readonly string[] | undefined): readonly Rule[] {
  if (!ids || ids.length === 0) return RULES;
  const known = RULES.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw unknownRules(unknown, known);
  return RULES.filter(({ id }) => ids.includes(id));
}

function unknownRules(unknown: readonly string[], known: readonly string[]): UsageError {
  return new UsageError({
    code: 'RULE_UNKNOWN',
    message: `there is no rule ${unknown.map((id) => `"${id}"`).join(', ')}`,
    details: unknown.flatMap((id) => {
      const meant = closestTo(id, known);
      return meant ? [`${id}: did you mean ${meant}?`] : [];
    }),
    hint: 'docs/rules.md lists every rule',
  });
}
