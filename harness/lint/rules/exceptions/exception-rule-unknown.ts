import { closestTo } from '../../../lib/text/index.ts';
import { exceptionsOf } from '../../facts/exceptions/exception-place.ts';
import type { Rule } from '../../rule.ts';

export const exceptionRuleUnknown: Rule = {
  id: 'exception-rule-unknown',
  claims: ['ACC-1'],
  severity: 'recommended',
  title: 'Every exception in the config names an existing rule',
  rationale: 'An exception for an unknown rule covers nothing; the finding it was meant for still counts.',
  remediation: 'Use the id shown in the finding or listed in docs/rules.md.',
  source: 'docs/config.md, lint.exceptions',
  *find(input, { known }) {
    for (const { exception, at } of exceptionsOf(input)) {
      if (known.includes(exception.rule)) continue;
      const meant = closestTo(exception.rule, known);
      yield {
        kind: 'finding',
        at,
        message: `there is no rule "${exception.rule}"`,
        cause: meant ? `the id is misspelled: did you mean ${meant}?` : 'the id is misspelled, or the rule was removed',
        remedy: meant ? `use rule: ${meant}` : 'take the id from docs/rules.md',
      };
    }
  },
};
