import type { Command } from 'commander';
import { fromConfig, loadConfig } from '../../config/index.ts';
import { type Finding, loadManifests, validateManifests } from '../../manifests/index.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';

/** `lint [dir]`: what the files alone tell, without a cluster. */
export function registerLint(program: Command, context: CliContext): void {
  program
    .command('lint [dir]')
    .description('check a manifest set from its files alone: references, selectors, ports, namespace')
    .addOption(option.config())
    .action(async (dir: string | undefined, options: { config: string }) => {
      const { config, file } = loadConfig(options.config);
      const set = await loadManifests(dir ?? fromConfig(file, config.manifests.path));
      const findings = validateManifests(set, { namespace: config.manifests.namespace });
      process.stdout.write(`${[...findings.map(textOf), summary(findings, set.objects.length)].join('\n')}\n`);
      context.exit(findings.some(({ severity }) => severity === 'mandatory') ? 1 : 0);
    });
}

function textOf(finding: Finding): string {
  const head = `${finding.file}:${finding.line}: ${finding.severity}: ${finding.id} (${finding.claims.join(', ')})`;
  return `${head}\n  ${finding.object}: ${finding.message}\n  likely: ${finding.cause}\n  next: ${finding.remedy}\n`;
}

function summary(findings: readonly Finding[], objects: number): string {
  return `${objects} objects, ${findings.length} finding${findings.length === 1 ? '' : 's'}. Environment parity with Compose is not checked by this version.`;
}
