import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ownCommand } from '../core/own-command.ts';
import { consoleSummary, githubAnnotations, githubSummary } from '../report/index.ts';
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
  tellGithub(record);
}

/** In a GitHub workflow: annotations in the log, and the summary of the step. */
function tellGithub(record: Executed['record']): void {
  const { GITHUB_ACTIONS: isWorkflow, GITHUB_STEP_SUMMARY: summary } = process.env;
  if (isWorkflow !== 'true') return;
  process.stdout.write(
    githubAnnotations(record)
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (summary) appendFileSync(summary, githubSummary(record));
}
