import { exceptionsOf } from '../../facts/exceptions/exception-place.ts';
import { isExpired } from '../../facts/exceptions/exceptions.ts';
import type { Rule } from '../../rule.ts';

export const exceptionExpired: Rule = {
  id: 'exception-expired',
  claims: ['ACC-1'],
  severity: 'recommended',
  title: 'No exception in the config has passed its last day',
  rationale:
    'An exception is a decision for a time. From the day after its last one it covers nothing, and what it covered counts again; one that nobody looks at any more would hide a fault for ever.',
  remediation: 'Mend what it covered and remove it, or decide again and set a new last day.',
  source: 'docs/config.md, lint.exceptions',
  *find(input, { today }) {
    for (const { exception, at } of exceptionsOf(input)) {
      if (!isExpired(exception, today)) continue;
      yield {
        kind: 'finding',
        at,
        message: `expired: its last day was ${exception.expires}`,
        cause: `${exception.owner} accepted it for a time: ${exception.reason}`,
        remedy: 'mend what it covered and remove it, or decide again and set a new last day',
      };
    }
  },
};
