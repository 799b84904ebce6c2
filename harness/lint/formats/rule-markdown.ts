import type { Rule } from '../rule.ts';

/** @returns why the rule exists, what to do, and where the fact is from. */
export const ruleMarkdown = ({ rationale, remediation, source }: Rule): string =>
  [rationale, `**What to do:** ${remediation}`, `Source: ${source}.`].join('\n\n');
