import type { Example, Rule } from '../../rules/rule.ts';

/** @returns why the rule is there, what to do, and its two examples; for docs/rules.md and for code-scanning sites. */
export function ruleMarkdown(rule: Rule): string {
  return [
    rule.rationale,
    `**What to do:** ${rule.remediation}`,
    `Not so:\n\n${exampleMarkdown(rule.examples.bad)}`,
    `But so:\n\n${exampleMarkdown(rule.examples.good)}`,
    `Source: ${rule.source}.`,
  ].join('\n\n');
}

function exampleMarkdown({ manifests, compose, env, lint }: Example): string {
  return [
    fenced('yaml', manifests),
    ...(compose ? ['with this Compose file', fenced('yaml', compose)] : []),
    ...(env ? ['and this `.env`', fenced('sh', env)] : []),
    ...(lint ? ['with this `lint` section in the config', fenced('yaml', lint)] : []),
  ].join('\n\n');
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;
