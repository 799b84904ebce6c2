import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { EXIT_CODES } from '../../core/model/run.ts';
import { consoleSummary, type Language, readRun, writeReports } from '../../report/index.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

/** `report [dir]`: regenerates every format from the saved record. */
export function registerReport(program: Command, context: CliContext): void {
  program
    .command('report [dir]')
    .description('regenerate the report from its saved record and print the summary')
    .addOption(option.lang())
    .action(async (dir: string | undefined, options: { lang?: Language }) => {
      const folder = dir ?? join('reports', 'latest');
      const language = options.lang ?? 'en';
      const { run, problems } = await writeReports(await readRun(folder), folder, language);
      process.stdout.write(
        `${[...consoleSummary(run, language), '', `report: ${relative('.', folder)}/signoff.html`, ...problems].join('\n')}\n`,
      );
      context.exit(EXIT_CODES[run.verdict.verdict]);
    });
}
