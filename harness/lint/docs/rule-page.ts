import type { ExpectedFinding, RuleCases, Sample } from '../cases/cases.ts';
import { ruleMarkdown } from '../formats/rule-markdown.ts';
import type { Need } from '../needs.ts';
import type { Rule } from '../rule.ts';

/** @returns docs/rules/ID.md: what the rule is about, and its first bad and good case as examples. */
export function rulePage(rule: Rule, { bad, good }: RuleCases): string {
  const [wrong, right] = [bad[0], good[0]];
  const sections = [
    `# ${rule.id}`,
    `${rule.title}.`,
    `*${facts(rule)}*`,
    ruleMarkdown(rule),
    ...(wrong ? ['## Incorrect', sampleMarkdown(wrong), wrong.findings.map(findingMarkdown).join('\n')] : []),
    ...(right ? ['## Correct', sampleMarkdown(right)] : []),
    `Generated from the rule and its cases by \`npm run docs\`; do not edit. [All rules](../rules.md)`,
  ];
  return `${sections.join('\n\n')}\n`;
}

const facts = ({ severity, claims, needs }: Rule): string =>
  [severity, claims.join(', '), ...needsText(needs)].join(' · ');

const NEEDS: Readonly<Partial<Record<Need, string>>> = {
  target: '`--target`',
  compose: 'a Compose file',
  config: 'a config',
  version: 'a known Dify version',
};

const needsText = (needs: Rule['needs']): string[] =>
  [needs ?? []].flat().map((need) => `needs ${NEEDS[need] ?? need}`);

const findingMarkdown = ({ object, at, message }: ExpectedFinding): string => `- \`${at}\` **${object}**: ${message}`;

function sampleMarkdown({ manifests, compose, env, lint, target }: Sample): string {
  return [
    fenced('yaml', manifests),
    ...(compose ? ['with this `compose.yaml`', fenced('yaml', compose)] : []),
    ...(env ? ['and this `.env`', fenced('sh', env)] : []),
    ...(target ? [`with \`--target ${target}\``] : []),
    ...(lint ? ['with this `lint` section in the config', fenced('yaml', lint)] : []),
  ].join('\n\n');
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;
