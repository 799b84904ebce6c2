import { relative } from 'node:path';
import { ownCommand } from '../core/own-command.ts';
import { consoleSummary } from '../report/index.ts';
import type { Executed } from '../run/execute.ts';

/** Prints the verdict, its reasons, and where to read more. */
export function printSummary({ record, reportDir, language, leftovers, kept }: Executed): void {
  const report = relative(process.cwd(), reportDir);
  const lines = [
    '',
    ...consoleSummary(record, language),
    '',
    `report: ${report}/signoff.html`,
    ...(kept ? [`the environment is still up: ${ownCommand(`down --run ${record.runId}`)}`] : []),
    ...leftovers.map((line) => `left behind: ${line}`),
    ...(leftovers.length > 0 ? [`next: ${ownCommand('down --all')}`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
