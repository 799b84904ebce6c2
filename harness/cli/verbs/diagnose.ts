import { join } from 'node:path';
import type { Command } from 'commander';
import { openCluster } from '../../environment/cluster/index.ts';
import { collectDiagnostics } from '../../environment/diagnostics/collect.ts';
import { keepNodeLogs } from '../../environment/diagnostics/node-logs.ts';
import { foldersOf, loadEnvironment } from '../../run/folders.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

/** `diagnose`: pods, events and logs of a running environment, including node logs, redacted. */
export function registerDiagnose(program: Command, _context: CliContext): void {
  program
    .command('diagnose')
    .description('write pods, events and logs of a running environment to its report directory, redacted')
    .addOption(option.run())
    .action(async (options: { run?: string }) => {
      const environment = loadEnvironment(options.run);
      const dir = join(environment.reportDir, 'diagnostics');
      const namespaces = [environment.config.manifests.namespace, 'kube-system'];
      const { kubeconfig, runId } = environment;
      const { exportLogs } = await openCluster(environment);
      const files = await Promise.all([
        collectDiagnostics({ kubeconfig, namespaces, dir }),
        exportLogs ? keepNodeLogs({ dir: join(dir, 'nodes'), scratch: foldersOf(runId).state, exportLogs }) : [],
      ]);
      process.stdout.write(`${files.flat().length} files in ${dir}\n`);
    });
}
