import { type CodeEntry, ERROR_CODES } from './index.ts';

const INTRODUCTION = `# Error codes

Generated from \`harness/core/error-codes/\` by \`npm run docs\`; don't edit. Every error has a stable code, says what happened, the likely
cause and the next command. The code also says who has to act, and so what becomes of the verdict:`;

const GROUPS: Readonly<Record<keyof typeof ERROR_CODES, { readonly title: string; readonly text: string }>> = {
  input: {
    title: 'Input',
    text: 'A mistake in an argument, a file or the configuration. Nothing was started; exit code 64.',
  },
  deployment: {
    title: 'Deployment',
    text: 'A fault of the verified deployment. Only these can make the verdict NO-GO.',
  },
  harness: {
    title: 'Harness',
    text: 'A fault of the harness, its cluster or its stand-ins: this says nothing about the deployment, and the verdict is ERROR. A wait (`WAIT_…`) counts as a fault of what it waits for, which the message names.',
  },
  machine: {
    title: 'Machine',
    text: 'Something on the machine is missing or broken. If this ends a step, the verdict is ERROR; a check becomes inconclusive.',
  },
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

function section(group: keyof typeof ERROR_CODES): string {
  const { title, text } = GROUPS[group];
  const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(ERROR_CODES[group]);
  const rows = entries.map(([code, { meaning, next }]) => `| \`${code}\` | ${cell(meaning)} | ${cell(next)} |`);
  return [`## ${title}`, '', text, '', '| Code | What happened | What to do |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** @returns docs/errors.md. */
export function errorDocs(): string {
  const groups = Object.keys(ERROR_CODES) as (keyof typeof ERROR_CODES)[];
  return `${[INTRODUCTION, ...groups.map(section)].join('\n\n')}\n`;
}
