import type { Command } from 'commander';
import { CACHE_PARTS, cacheDir, machineSetup, pruneMachine } from '../../provision/machine/index.ts';
import type { CliContext } from '../context.ts';

interface PruneOptions {
  readonly engine?: boolean;
  readonly packages?: boolean;
  readonly all?: boolean;
}

const MB = 1024 * 1024;

/** `prune`: takes off what the harness has put on this machine, and nothing else. */
export function registerPrune(program: Command, context: CliContext): void {
  program
    .command('prune')
    .description('remove what earlier runs have built and kept; packages and engine only when asked')
    .option('--engine', 'stop the Docker engine too, if a run has started it')
    .option('--packages', 'remove the Debian packages too that a run has installed')
    .option('--all', 'all of it')
    .option('--dry-run', 'only list what there is')
    .action(async (options: PruneOptions & { dryRun?: boolean }) => {
      const directory = cacheDir();
      if (options.dryRun) return void process.stdout.write(`${await listing(directory)}\n`);
      const result = await pruneMachine(directory, {
        parts: CACHE_PARTS,
        engine: options.engine === true || options.all === true,
        packages: options.packages === true || options.all === true,
        signal: context.signal,
        onLine: (line) => void process.stderr.write(`${line}\n`),
      });
      const removed = result.cache.map(({ part, bytes }) => `removed ${part}: ${Math.round(bytes / MB)} MB`);
      process.stdout.write(
        `${[...removed, `packages removed: ${result.packages.join(' ') || 'none'}`, `engine: ${result.engine}`].join('\n')}\n`,
      );
    });
}

async function listing(directory: string): Promise<string> {
  const { cache, packages, engine } = await machineSetup(directory);
  const rows = cache.map(({ part, bytes }) => `${part}: ${Math.round(bytes / MB)} MB`);
  return [
    `cache ${directory}`,
    ...rows,
    `packages: ${packages.join(' ') || 'none'}`,
    `engine started by us: ${engine ?? 'no'}`,
  ].join('\n');
}
