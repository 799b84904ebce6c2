import { closestTo } from '../../../lib/text/index.ts';
import { comparisonsOf } from '../../facts/environment/comparison.ts';
import { type Difference, isAbout } from '../../facts/environment/differences.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import type { Rule } from '../../rule.ts';

export const differenceUnused: Rule = {
  id: 'difference-unused',
  claims: ['ENV-2'],
  severity: 'recommended',
  title: 'Every documented difference exists',
  rationale:
    'An entry that matches nothing documents nothing: the variable is misspelled, or both sides are now equal. It would hide the next difference there.',
  remediation: 'Remove the entry from lint.differences, or correct its part or variable.',
  source: 'docs/config.md, lint.differences; deployment description 10.1',
  needs: 'compose',
  *find(input) {
    const { source, lint } = input.expected;
    if (!source) return;
    const comparisons = comparisonsOf(input);
    for (const [index, entry] of lint.differences.entries()) {
      const about = comparisons.filter(({ part, name }) => isAbout(entry, part, name));
      if (about.some(({ state }) => state === 'documented' || state === 'unknown')) continue;
      const close =
        about.length === 0
          ? closestName(
              entry,
              comparisons.map(({ name }) => name),
            )
          : undefined;
      yield {
        kind: 'finding',
        at: {
          file: source.file,
          position: source.at(['lint', 'differences', index]),
          object: `difference of ${entry.variable} for ${entry.part}`,
          field: 'lint.differences',
        },
        message: about.length > 0 ? 'both sides have the same value' : 'neither side has this variable',
        cause: close ? `probably a misspelling of ${close}` : 'left over from a difference that no longer exists',
        remedy: close ? `use ${close}` : 'remove the entry',
      };
    }
  },
};

function closestName({ part, variable }: Difference, names: readonly string[]): string | undefined {
  const known = [...PARTS, '*'];
  return known.includes(part) ? closestTo(variable, [...new Set(names)]) : closestTo(part, known);
}
