import type { Command } from 'commander';
import { prepare } from '../../run/session.ts';
import { bringUpShown } from '../bring-up.ts';
import { chosenSet } from '../chosen-set.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

interface UpOptions {
  readonly config: string;
  readonly manifests?: string;
  readonly variant?: string;
  readonly quick?: boolean;
  readonly yes?: boolean;
}

/** `up`: everything up to a ready deployment. */
export function registerUp(program: Command, context: CliContext): void {
  program
    .command('up')
    .description('create the cluster and stand-ins, deploy, wait until ready; `test` checks it, `down` removes it')
    .addOption(option.config())
    .addOption(option.manifests())
    .addOption(option.variant())
    .addOption(option.quick())
    .addOption(option.yes())
    .action(async ({ manifests, quick, yes, ...set }: UpOptions) => {
      const session = await prepare({ ...(await chosenSet(set)), manifests, profile: quick ? 'quick' : 'full' });
      const up = await bringUpShown(session, { yes, signal: context.signal });
      process.stdout.write(`${up.lines.join('\n')}\n`);
      context.exit(up.ready ? 0 : 1);
    });
}
