import type { Command } from 'commander';
import { bringUp } from '../../run/bring-up.ts';
import { prepare } from '../../run/session.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';
import { createProgress } from '../progress.ts';
import { agreeToSetup } from '../setup.ts';

interface UpOptions {
  readonly config: string;
  readonly manifests?: string;
  readonly variant?: string;
  readonly quick?: boolean;
  readonly yes?: boolean;
}

/** `up`: everything up to a deployment that is ready, and no further. */
export function registerUp(program: Command, context: CliContext): void {
  program
    .command('up')
    .description('create cluster and stand-ins, deploy, wait until ready; `test` checks it, `down` removes it')
    .addOption(option.config())
    .addOption(option.manifests())
    .addOption(option.variant())
    .addOption(option.quick())
    .addOption(option.yes())
    .action(async ({ config, quick, ...options }: UpOptions) => {
      const session = await prepare({ configFile: config, profile: quick ? 'quick' : 'full', ...options });
      const setup = await agreeToSetup(session, { ...options, signal: context.signal });
      const up = await bringUp(session, setup, context.signal, (actions) => createProgress(actions));
      process.stdout.write(`${up.lines.join('\n')}\n`);
      context.exit(up.ready ? 0 : 1);
    });
}
