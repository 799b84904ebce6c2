import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { printPage } from '../../browser/browser.ts';
import { EXIT_CODES } from '../../core/model/run.ts';
import { consoleSummary, type Language, readRun, writeReports } from '../../report/index.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

interface ReportOptions {
  readonly lang?: Language;
  readonly pdf?: string;
}

/** `report [dir]`: regenerates every format from the saved record. */
export function registerReport(program: Command, context: CliContext): void {
  program
    .command('report [dir]')
    .description('regenerate the report from its saved record and print the summary')
    .addOption(option.lang())
    .option('--pdf <file>', 'also print it to an A4 PDF with Chromium')
    .action(async (dir: string | undefined, { lang = 'en', pdf }: ReportOptions) => {
      const folder = dir ?? join('reports', 'latest');
      const { run, problems } = await writeReports(await readRun(folder), folder, lang);
      const page = join(folder, 'signoff.html');
      if (pdf !== undefined) await printPage(page, pdf);
      process.stdout.write(
        `${[...consoleSummary(run, lang), '', `report: ${relative('.', page)}`, ...(pdf === undefined ? [] : [`pdf: ${pdf}`]), ...problems].join('\n')}\n`,
      );
      context.exit(EXIT_CODES[run.verdict.verdict]);
    });
}
