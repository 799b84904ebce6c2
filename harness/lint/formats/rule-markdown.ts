import type { Example, Rule } from '../rule.ts';

/** @returns why the rule is there, what to do, and its two examples; for code-scanning sites. */
export function ruleMarkdown(rule: Rule): string {
  return [...adviceOf(rule), examplesOf(rule), sourceOf(rule)].join('\n\n');
}

/** @returns the same for a long document: the examples are folded. */
export function foldedRuleMarkdown(rule: Rule): string {
  const folded = `<details><summary>Examples</summary>\n\n${examplesOf(rule)}\n\n</details>`;
  return [...adviceOf(rule), sourceOf(rule), folded].join('\n\n');
}

const adviceOf = ({ rationale, remediation }: Rule): string[] => [rationale, `**What to do:** ${remediation}`];

const sourceOf = ({ source }: Rule): string => `Source: ${source}.`;

const examplesOf = ({ examples }: Rule): string =>
  `Not so:\n\n${exampleMarkdown(examples.bad)}\n\nBut so:\n\n${exampleMarkdown(examples.good)}`;

function exampleMarkdown({ manifests, compose, env, lint }: Example): string {
  return [
    fenced('yaml', manifests),
    ...(compose ? ['with this Compose file', fenced('yaml', compose)] : []),
    ...(env ? ['and this `.env`', fenced('sh', env)] : []),
    ...(lint ? ['with this `lint` section in the config', fenced('yaml', lint)] : []),
  ].join('\n\n');
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;
