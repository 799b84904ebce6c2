import { packNamed, packNames, rulesOfGroup } from '../packs.ts';

const INTRODUCTION = `# Packs of rules

Generated from \`harness/lint/packs/\` by \`npm run docs\`; do not edit. \`lint --pack NAME\` applies only the rules of a pack; repeat it for
several. A pack gives rules an order for a kind of reader and adds none.`;

/** @returns docs/packs.md. */
export const packDocs = (): string => `${[INTRODUCTION, ...packNames().map(section)].join('\n\n')}\n`;

function section(name: string): string {
  const { title, note, groups } = packNamed(name);
  const rows = groups.map((group) => {
    const links = rulesOfGroup(group).map(({ id }) => `[${id}](rules/${id}.md)`);
    return `| ${group.title.en} · ${group.title.zh} | ${links.join(', ')} |`;
  });
  return [
    `## \`${name}\``,
    '',
    `${title.en} · ${title.zh}`,
    ...(note ? ['', `${note.en} ${note.zh}`] : []),
    ...['', '| Group | Rules |', '| --- | --- |', ...rows],
  ].join('\n');
}
