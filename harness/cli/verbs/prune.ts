import type { Command } from 'commander';
import { cacheVolumes, removeCacheVolumes } from '../../environment/engine/index.ts';
import { CACHE_PARTS, cacheDir, machineSetup, pruneMachine } from '../../provision/machine/index.ts';
import type { CliContext } from '../context.ts';

interface PruneOptions {
  readonly engine?: boolean;
  readonly packages?: boolean;
  readonly all?: boolean;
}

const MB = 1024 * 1024;

/** `prune`: removes what the harness installed on this machine, and nothing else. */
export function registerPrune(program: Command, context: CliContext): void {
  program
    .command('prune')
    .description('remove cached builds and images; packages and engine only on request')
    .option('--engine', 'also stop the Docker engine, if a run started it')
    .option('--packages', 'also remove the Debian packages that runs installed')
    .option('--all', 'remove everything')
    .option('--dry-run', 'only list what is installed and cached')
    .action(async (options: PruneOptions & { dryRun?: boolean }) => {
      const directory = cacheDir();
      const volumes = options.dryRun ? [] : await removeCacheVolumes();
      if (options.dryRun) return void process.stdout.write(`${await listing(directory)}\n`);
      const result = await pruneMachine(directory, {
        parts: CACHE_PARTS,
        engine: options.engine === true || options.all === true,
        packages: options.packages === true || options.all === true,
        signal: context.signal,
        onLine: (line) => void process.stderr.write(`${line}\n`),
      });
      const removed = [
        ...volumes,
        ...result.cache.map(({ part, bytes }) => `removed ${part}: ${Math.round(bytes / MB)} MB`),
      ];
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
    ...(await cacheVolumes()).map((name) => `engine volume ${name}: images of the nodes`),
    `packages: ${packages.join(' ') || 'none'}`,
    `engine started by dify-e2e: ${engine ?? 'no'}`,
  ].join('\n');
}
