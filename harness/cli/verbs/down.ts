import type { Command } from 'commander';
import { findOwned, kindProvider, type Owned, sweep } from '../../cluster/index.ts';
import { createTools } from '../../exec/index.ts';
import { cacheDir } from '../../machine/index.ts';
import { foldersOf, knownRuns, removeState } from '../../run/folders.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';

interface DownOptions {
  readonly run?: string;
  readonly all?: boolean;
}

/** `down`: removes what runs have left, also runs that were killed. Reports stay. */
export function registerDown(program: Command, context: CliContext): void {
  program
    .command('down')
    .description('remove the clusters, containers and networks of the runs of this folder; reports stay')
    .addOption(option.run().conflicts('all'))
    .option('--all', 'of every run on this machine, whichever folder it was started in')
    .action(async (options: DownOptions) => {
      const tools = createTools({ cacheDir: cacheDir(), signal: context.signal });
      const provider = kindProvider({ kind: (await tools.resolve('kind')).path });
      const chosen = options.run ? [options.run] : options.all ? runsOf(await findOwned(provider)) : knownRuns();
      const failures: string[] = [];
      for (const runId of chosen) {
        const left = await sweep(provider, runId);
        failures.push(...left);
        if (left.length === 0) removeState(foldersOf(runId));
        process.stdout.write(`${runId}: ${left.length === 0 ? 'nothing is left' : left.join('; ')}\n`);
      }
      if (chosen.length === 0) process.stdout.write('There is nothing to remove.\n');
      context.exit(failures.length === 0 ? 0 : 2);
    });
}

function runsOf({ clusters, containers, networks, volumes }: Owned): string[] {
  return [
    ...new Set([...clusters, ...containers, ...networks, ...volumes].map(({ runId }) => runId).concat(knownRuns())),
  ];
}
