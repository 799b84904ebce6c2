import type { Command } from 'commander';
import { loadConfig, manifestsOf } from '../../core/config/index.ts';
import { loadManifests } from '../../manifests/index.ts';
import { cacheDir, type Language, renderDoctor } from '../../provision/machine/index.ts';
import { lookAtMachine } from '../../run/setup.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

/** `doctor`: everything a run needs, where it comes from, and the command that fixes what is missing. Changes nothing. */
export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('check what a run needs on this machine, and show how to install what is missing')
    .addOption(option.config())
    .addOption(option.lang())
    .action(async (options: { config: string; lang?: Language }) => {
      const loaded = loadConfig(options.config);
      const { config, file } = loaded;
      const { path, options: render } = manifestsOf({ config, file });
      const set = await loadManifests(path, { ...render, signal: context.signal });
      const { report } = await lookAtMachine({ config, set, loaded }, cacheDir(), context.signal);
      process.stdout.write(`${renderDoctor(report, options.lang ?? config.language)}\n`);
      context.exit(report.ready ? 0 : 1);
    });
}
