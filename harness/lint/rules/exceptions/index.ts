import type { Rule } from '../../rule.ts';
import { exceptionExpired } from './exception-expired.ts';
import { exceptionRuleUnknown } from './exception-rule-unknown.ts';
import { exceptionUnused } from './exception-unused.ts';

/** Rules about exceptions; they run after all others because they check the others' findings. */
export const exceptions: readonly Rule[] = [exceptionExpired, exceptionRuleUnknown, exceptionUnused];
