import { join } from 'node:path';
import type { Command } from 'commander';
import { collectDiagnostics } from '../../diagnostics/collect.ts';
import { loadEnvironment } from '../../run/folders.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';

/** `diagnose`: pods, events and logs of an environment that is up, redacted. */
export function registerDiagnose(program: Command, _context: CliContext): void {
  program
    .command('diagnose')
    .description('write pods, events and logs of an environment that is up into its report folder, redacted')
    .addOption(option.run())
    .action(async (options: { run?: string }) => {
      const environment = loadEnvironment(options.run);
      const dir = join(environment.reportDir, 'diagnostics');
      const namespaces = [environment.config.manifests.namespace, 'kube-system'];
      const files = await collectDiagnostics({ kubeconfig: environment.kubeconfig, namespaces, dir });
      process.stdout.write(`${files.length} files in ${dir}\n`);
    });
}
