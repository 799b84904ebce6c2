import type { Command } from 'commander';
import { fromConfig, loadConfig } from '../../config/index.ts';
import { createTools } from '../../exec/index.ts';
import { cacheDir, diagnose, type Language, renderDoctor } from '../../machine/index.ts';
import { loadManifests } from '../../manifests/index.ts';
import { cpuNeed } from '../../run/cpu-need.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';

/** `doctor`: every need of a run, where it is met from, and the command that mends what is missing. Changes nothing. */
export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('show what a run needs of this machine, and the command for what is missing')
    .addOption(option.config())
    .addOption(option.lang())
    .action(async (options: { config: string; lang?: Language }) => {
      const { config, file } = loadConfig(options.config);
      const set = await loadManifests(fromConfig(file, config.manifests.path));
      const directory = cacheDir();
      const report = await diagnose({
        cacheDir: directory,
        tools: createTools({ cacheDir: directory, signal: context.signal }),
        packages: config.images.sources.includes('packages'),
        kubectl: config.manifests.deploy === 'script',
        cpuMilli: cpuNeed(set),
        signal: context.signal,
      });
      process.stdout.write(`${renderDoctor(report, options.lang ?? config.language)}\n`);
      context.exit(report.ready ? 0 : 1);
    });
}
