import type { Command } from 'commander';
import { runsWithLeftovers, sweep } from '../../environment/cluster/index.ts';
import { foldersOf, knownRuns, removeState } from '../../run/folders.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

interface DownOptions {
  readonly run?: string;
  readonly all?: boolean;
}

/** `down`: removes what runs have left behind, including killed ones. Reports are kept. */
export function registerDown(program: Command, context: CliContext): void {
  program
    .command('down')
    .description('remove the clusters, containers and networks of the runs in this directory; reports are kept')
    .addOption(option.run().conflicts('all'))
    .option('--all', 'remove those of every run on this machine, whatever directory it was started in')
    .action(async (options: DownOptions) => {
      const chosen = (await runIds(options)).map((runId) => foldersOf(runId));
      const failures: string[] = [];
      for (const folders of chosen) {
        const left = await sweep(folders.runId);
        failures.push(...left);
        if (left.length === 0) removeState(folders);
        process.stdout.write(`${folders.runId}: ${left.length === 0 ? 'removed' : left.join('; ')}\n`);
      }
      if (chosen.length === 0) process.stdout.write('Nothing to remove.\n');
      context.exit(failures.length === 0 ? 0 : 2);
    });
}

/** An empty `--run` is a mistake (an unset shell variable), never all runs. */
async function runIds({ run, all }: DownOptions): Promise<readonly string[]> {
  if (run !== undefined) return [run];
  return all ? [...new Set([...(await runsWithLeftovers()), ...knownRuns()])] : knownRuns();
}
