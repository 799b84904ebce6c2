import { type Command, Option } from 'commander';
import { planJson, planText, releaseIndex, upgradePlan } from '../../releases/index.ts';
import type { CliContext } from '../context.ts';

interface PlanOptions {
  readonly format: 'text' | 'json';
  readonly all?: boolean;
}

/** `upgrade-plan FROM TO`: what differs between two releases of Dify, without a manifest set. */
export function registerUpgradePlan(program: Command, _context: CliContext): void {
  program
    .command('upgrade-plan <from> <to>')
    .description(
      'list what changes between two releases of Dify: services, routes, queues, variables, images, migrations',
    )
    .addOption(new Option('-f, --format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--all', 'also list each thing that needs nothing to be done in most deployments')
    .addHelpText('after', () => helpText())
    .action((from: string, to: string, { format, all = false }: PlanOptions) => {
      const plan = upgradePlan(from, to);
      process.stdout.write(format === 'json' ? planJson(plan) : planText(plan, { all }));
    });
}

function helpText(): string {
  const { releases } = releaseIndex();
  return `
Examples:
  dify-e2e upgrade-plan 1.11.4 ${releases.at(-1)}                what to do, and what to check
  dify-e2e upgrade-plan 1.11.4 ${releases.at(-1)} --all          every difference
  dify-e2e upgrade-plan 1.11.4 ${releases.at(-1)} --format json  for programs
  dify-e2e lint k8s --target ${releases.at(-1)}                  the same for your own manifests: only what they lack

Releases: ${releases[0]} to ${releases.at(-1)}; docs/releases.md lists them and says where each fact is from.
Exit codes: 0 the plan was printed, 64 a release is not known.`;
}
