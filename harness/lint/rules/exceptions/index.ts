import type { Rule } from '../../rule.ts';
import { exceptionExpired } from './exception-expired.ts';
import { exceptionRuleUnknown } from './exception-rule-unknown.ts';
import { exceptionUnused } from './exception-unused.ts';

/** Rules about exceptions; they come after all others, because they look at what those said. */
export const exceptions: readonly Rule[] = [exceptionExpired, exceptionRuleUnknown, exceptionUnused];
