import { foldedRuleMarkdown } from './formats/rule-markdown.ts';
import type { Rule } from './rule.ts';
import { dify } from './rules/dify/index.ts';
import { environment } from './rules/environment/index.ts';
import { exceptions } from './rules/exceptions/index.ts';
import { images } from './rules/images/index.ts';
import { ingress } from './rules/ingress/index.ts';
import { network } from './rules/network/index.ts';
import { objects } from './rules/objects/index.ts';
import { references } from './rules/references/index.ts';
import { resources } from './rules/resources/index.ts';
import { secrets } from './rules/secrets/index.ts';

interface Group {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** In the order of the catalogue. */
export const GROUPS: readonly Group[] = [
  { title: 'Objects: what they are, and whether they have the shape of that', rules: objects },
  { title: 'References: what pods refer to', rules: references },
  { title: 'Network: parts, Services, ports and selectors', rules: network },
  { title: 'Ingress: which request goes where', rules: ingress },
  { title: 'Environment: the same as in Compose, and addresses that lead somewhere', rules: environment },
  { title: 'Secrets: where they are, and which ones', rules: secrets },
  { title: 'Resources: requests, replicas, probes, budgets, and what pods may do', rules: resources },
  { title: 'Images: which run, and where they come from', rules: images },
  { title: 'Dify: what only people who know it look for', rules: dify },
  { title: 'Exceptions: what the config accepts for a time', rules: exceptions },
];

const INTRODUCTION = `# Static rules

Made from \`harness/lint/rules/\` by \`npm run docs\`; don't edit. Each rule stands in one file, named after its id, and its two
examples are also its tests. \`npm run dify-e2e -- lint\` applies them all, and they are the first phase of a run.

- *mandatory*: the deployment is broken, or a claim of its description is refuted: NO-GO, exit code 1.
- *recommended*: should be mended: CONDITIONAL, exit code 4.
- *informational*: worth a look.

A finding that is accepted for a time goes into \`lint.exceptions\` of the config, with a reason, an owner and a last day
([config.md](config.md)). How to call \`lint\`, and its output formats: [lint.md](lint.md).`;

/** @returns docs/rules.md. */
export function ruleDocs(groups: readonly Group[] = GROUPS): string {
  const filled = groups.filter(({ rules }) => rules.length > 0);
  return `${[INTRODUCTION, ...filled.map(contents), ...filled.map(chapter)].join('\n\n')}\n`;
}

function contents({ title, rules }: Group): string {
  const rows = rules.map(({ id, severity, claims, title: sentence }) =>
    ['', `[${id}](#${id})`, cell(sentence), severity, claims.join(', '), ''].join(' | ').trim(),
  );
  return [
    `**${title}**`,
    '',
    '| Rule | True when there is no finding | Weight | Claims |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const chapter = ({ title, rules }: Group): string => [`## ${title}`, ...rules.map(section)].join('\n\n');

function section(rule: Rule): string {
  const facts = `${rule.severity} · ${rule.claims.join(', ')}${rule.needs === 'compose' ? ' · needs a Compose file' : ''}`;
  return [`### ${rule.id}`, `${rule.title}.`, `*${facts}*`, foldedRuleMarkdown(rule)].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
