import { closestTo } from '../../../lib/text/index.ts';
import { exceptionsOf } from '../../facts/exceptions/exception-place.ts';
import type { Rule } from '../../rule.ts';

export const exceptionRuleUnknown: Rule = {
  id: 'exception-rule-unknown',
  claims: ['ACC-1'],
  severity: 'recommended',
  title: 'Every exception in the config names a rule that there is',
  rationale: 'An exception from a rule that there is not covers nothing; what it was meant for still counts.',
  remediation: 'Write the id as the finding shows it, or as docs/rules.md lists it.',
  source: 'docs/config.md, lint.exceptions',
  *find(input, { known }) {
    for (const { exception, at } of exceptionsOf(input)) {
      if (known.includes(exception.rule)) continue;
      const meant = closestTo(exception.rule, known);
      yield {
        kind: 'finding',
        at,
        message: `there is no rule "${exception.rule}"`,
        cause: meant ? `the id is misspelt: there is ${meant}` : 'the id is misspelt, or the rule is gone',
        remedy: meant ? `write rule: ${meant}` : 'take the id from docs/rules.md',
      };
    }
  },
};
