import { releaseFactsOf, releaseIndex } from './data.ts';
import { tagOf } from './differences/started.ts';

const INTRODUCTION = `# Releases of Dify

Generated from \`harness/releases/data/\` by \`npm run docs\`; do not edit. These are the releases that \`upgrade-plan\` and \`lint --target\` know
([upgrade.md](upgrade.md)), and where each was read: at its tag, or at the commit that set its version where the checkout had no tag.`;

/** @returns docs/releases.md: a line a release. */
export function releaseDocs(): string {
  const { releases, notRead } = releaseIndex();
  const rows = releases.map((version, index) => row(version, releases[index - 1]));
  const missing = notRead.map(({ version, reason }) => `- ${version}: ${reason}`);
  return `${[
    INTRODUCTION,
    '',
    '| Release | Date | Read at | Sandbox | Plugin daemon | Next.js | User of the API image | Queues | New migrations |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(missing.length > 0 ? ['', 'Not in the data:', '', ...missing] : []),
  ].join('\n')}\n`;
}

function row(version: string, before: string | undefined): string {
  const facts = releaseFactsOf(version);
  const known = new Set(before ? Object.keys(releaseFactsOf(before).migrations) : []);
  const migrations = Object.keys(facts.migrations).filter((revision) => !known.has(revision)).length;
  const image = (service: string): string => tagOf(facts.services[service]?.image ?? '') || '–';
  const cells = [
    ...[version, facts.date, `${facts.source.by} \`${facts.source.commit.slice(0, 10)}\``],
    ...[image('sandbox'), image('plugin_daemon'), facts.next, facts.users.api, facts.queues.length],
    before ? migrations : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}
