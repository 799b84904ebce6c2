import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type CheckDeclaration, PHASES } from '../../core/model/check.ts';
import { CLAIMS } from '../../core/model/claims.ts';
import { nameOfFault } from '../../environment/faults/index.ts';
import { faultsOf, whyNone } from '../../qa/self-test/trials.ts';
import { catalogue } from '../../run/catalogue.ts';
import { columns } from '../columns.ts';
import type { CliContext } from '../context.ts';

/** `plan`: what a run checks, and which checks prove which claim. */
export function registerPlan(program: Command, context: CliContext): void {
  program
    .command('plan')
    .description('list all checks, and the checks that prove each claim')
    .option('--json', 'print the checks as JSON')
    .option('--faults', 'list the faults that make each live check fail')
    .action(async (options: { json?: boolean; faults?: boolean }) => {
      const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-plan-'));
      const checks = await catalogue(folder, context.signal).finally(() =>
        rm(folder, { recursive: true, force: true }),
      );
      const shown = options.faults ? renderFaults(checks) : render(checks);
      process.stdout.write(options.json ? `${JSON.stringify(checks, null, 2)}\n` : `${shown}\n`);
    });
}

function renderFaults(checks: readonly CheckDeclaration[]): string {
  const live = checks.filter(({ phase }) => phase !== 'static');
  const rows = live.map((check) => {
    const faults = faultsOf(check).map(nameOfFault);
    return [check.id, faults.join('; ') || `none: ${whyNone(check) ?? 'not declared'}`];
  });
  return columns(rows).join('\n');
}

function render(checks: readonly CheckDeclaration[]): string {
  const rows = PHASES.flatMap((phase) =>
    checks
      .filter((check) => check.phase === phase)
      .map((check) => [phase, check.id, check.severity, check.effect, check.title]),
  );
  const claims = CLAIMS.map(({ id, how }) => {
    const proving = checks.filter((check) => check.claims.includes(id)).map((check) => check.id);
    return [id, how, proving.join(', ') || '(not covered by this version)'];
  });
  return [`${checks.length} checks`, '', ...columns(rows), '', 'Claim → checks', '', ...columns(claims)].join('\n');
}
