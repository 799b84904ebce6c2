import type { Rule } from '../rule.ts';
import { addresses } from '../rules/addresses/index.ts';
import { capacity } from '../rules/capacity/index.ts';
import { dify } from '../rules/dify/index.ts';
import { edge } from '../rules/edge/index.ts';
import { environment } from '../rules/environment/index.ts';
import { exceptions } from '../rules/exceptions/index.ts';
import { images } from '../rules/images/index.ts';
import { ingress } from '../rules/ingress/index.ts';
import { network } from '../rules/network/index.ts';
import { objects } from '../rules/objects/index.ts';
import { programs } from '../rules/programs/index.ts';
import { references } from '../rules/references/index.ts';
import { resources } from '../rules/resources/index.ts';
import { secrets } from '../rules/secrets/index.ts';
import { storage } from '../rules/storage/index.ts';
import { upgrade } from '../rules/upgrade/index.ts';

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
  { title: 'Edge: an nginx of the set in front of Dify', rules: edge },
  { title: 'Environment: the same as in Compose, and addresses that lead somewhere', rules: environment },
  { title: 'Addresses: complete, and for the side that uses them', rules: addresses },
  { title: 'Storage: where files and plugins are kept', rules: storage },
  { title: 'Secrets: where they are, and which ones', rules: secrets },
  { title: 'Resources: requests, replicas, probes, budgets, and what pods may do', rules: resources },
  { title: 'Capacity: sums over all replicas', rules: capacity },
  { title: 'Images: which run, and where they come from', rules: images },
  { title: 'Programs: what containers, probes and hooks start', rules: programs },
  { title: 'Dify: what only people who know it look for', rules: dify },
  { title: 'Upgrade: what the set lacks for another release, only with `--target`', rules: upgrade },
  { title: 'Exceptions: what the config accepts for a time', rules: exceptions },
];

const INTRODUCTION = `# Static rules

Generated from \`harness/lint/rules/\` by \`npm run docs\`; do not edit. \`npm run dify-e2e -- lint\` applies every rule, and so does
the first phase of a run. Each rule is one file, with the cases that prove it beside it.

- *mandatory*: the deployment is broken, or a claim of its description is refuted: NO-GO, exit code 1.
- *recommended*: should be fixed: CONDITIONAL, exit code 4.
- *informational*: worth a look.

To accept a finding for a limited time, add it to \`lint.exceptions\` in the config with a reason, an owner and an expiry date
([config.md](config.md)). Usage and output formats: [lint.md](lint.md).`;

/** @returns docs/rules.md: every rule in one line, linked to its page. */
export function ruleIndex(groups: readonly Group[] = GROUPS): string {
  return `${[INTRODUCTION, ...groups.map(table)].join('\n\n')}\n`;
}

function table({ title, rules }: Group): string {
  const rows = rules.map(({ id, severity, claims, title: sentence }) =>
    ['', `[${id}](rules/${id}.md)`, cell(sentence), severity, claims.join(', '), ''].join(' | ').trim(),
  );
  return [
    `## ${title}`,
    '',
    '| Rule | True when there is no finding | Severity | Claims |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
