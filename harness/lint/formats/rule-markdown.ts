import type { Rule } from '../rule.ts';

/** @returns why the rule exists, what to do, and the source of the fact. */
export const ruleMarkdown = ({ rationale, remediation, source }: Rule): string =>
  [rationale, `**What to do:** ${remediation}`, `Source: ${source}.`].join('\n\n');
