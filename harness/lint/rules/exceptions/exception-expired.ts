import { exceptionsOf } from '../../facts/exceptions/exception-place.ts';
import { isExpired } from '../../facts/exceptions/exceptions.ts';
import type { Rule } from '../../rule.ts';

export const exceptionExpired: Rule = {
  id: 'exception-expired',
  claims: ['ACC-1'],
  severity: 'recommended',
  title: 'No exception in the config has expired',
  rationale:
    'An exception is a temporary decision. After its last day it covers nothing, and the finding counts again; without an expiry date, a forgotten exception would hide a problem forever.',
  remediation: 'Fix what it covered and remove it, or review it and set a new expiry date.',
  source: 'docs/config.md, lint.exceptions',
  *find(input, { today }) {
    for (const { exception, at } of exceptionsOf(input)) {
      if (!isExpired(exception, today)) continue;
      yield {
        kind: 'finding',
        at,
        message: `expired: its last day was ${exception.expires}`,
        cause: `${exception.owner} accepted it temporarily: ${exception.reason}`,
        remedy: 'fix what it covered and remove it, or review it and set a new expiry date',
      };
    }
  },
};
