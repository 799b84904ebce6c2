import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { fromConfig, loadConfig } from '../../core/config/index.ts';
import { explain } from '../../core/errors.ts';
import { EXIT_CODES, type RunRecord } from '../../core/model/run.ts';
import { redact } from '../../core/redact.ts';
import { sweep } from '../../environment/cluster/index.ts';
import { breakSet } from '../../qa/set-changes/breakages/apply.ts';
import { BREAKAGES, type Breakage } from '../../qa/set-changes/breakages/catalogue.ts';
import { VARIANTS, type Variant } from '../../qa/set-changes/variants/catalogue.ts';
import { bringUp } from '../../run/bring-up.ts';
import { removeState } from '../../run/folders.ts';
import { prepare } from '../../run/session.ts';
import { fullRun } from '../full-run.ts';
import { option } from '../options.ts';
import type { CliContext } from '../program.ts';
import { createProgress } from '../progress.ts';
import { isSound, runSelfTest } from '../self-test.ts';
import { agreeToSetup } from '../setup.ts';
import { printSummary } from '../summary.ts';
import { Tally } from '../tally.ts';

interface NightlyOptions {
  readonly config: string;
  readonly yes?: boolean;
  readonly only?: readonly string[];
}

/** `nightly`: breakages and variants first, the full run last, so that `reports/latest` is the sign-off. */
export function registerNightly(program: Command, context: CliContext): void {
  program
    .command('nightly', { hidden: true })
    .description('break the deployment in every known way, run its variants, self-test; then the full run')
    .addOption(option.config().env('DIFY_E2E_CONFIG'))
    .addOption(option.yes())
    .option('--only <id...>', 'these breakages and variants only, and no full run')
    .action(async (options: NightlyOptions) => {
      const tally = new Tally();
      const chosen = ({ id }: { readonly id: string }) => options.only?.includes(id) ?? true;
      for (const breakage of BREAKAGES.filter(chosen)) await mustBeFound(tally, breakage, options, context.signal);
      for (const variant of VARIANTS.filter(chosen)) await mustBeGo(tally, variant, options, context.signal);
      if (!options.only) await checksCanFail(tally, options, context.signal);
      const sound = options.only ? undefined : await soundRun(tally, options, context.signal);
      for (const failure of tally.failed) process.stdout.write(`failed: ${failure}\n`);
      process.stdout.write(`${tally}\n`);
      const verdict = sound ? EXIT_CODES[sound.verdict.verdict] : 0;
      context.exit(verdict || (tally.failed.length > 0 ? 2 : 0));
    });
}

/** nginx gives up after 60 s unless told otherwise: a night has the time to see more. */
const SILENT_SECONDS = 65;

/** A variant is as sound as the set itself. */
async function mustBeGo(tally: Tally, { id, title }: Variant, options: NightlyOptions, signal: AbortSignal) {
  signal.throwIfAborted();
  process.stderr.write(`\nvariant: ${title}\n`);
  try {
    const executed = await fullRun({ ...options, variant: id, quick: true, silentSeconds: SILENT_SECONDS, signal });
    printSummary(executed);
    const { verdict, because } = executed.record.verdict;
    tally.add(`variant ${id}: ${verdict}, first ${because[0]?.check ?? 'nothing'}`, verdict === 'GO');
  } catch (error) {
    tally.add(`variant ${id}: ${redact(explain(error).join(' '))}`, false);
  }
}

/** So often the smoke checks must say the same in one environment. */
const SMOKE_ROUNDS = 10;

async function soundRun(tally: Tally, options: NightlyOptions, signal: AbortSignal): Promise<RunRecord> {
  const executed = await fullRun({ ...options, rounds: { smoke: SMOKE_ROUNDS }, signal });
  printSummary(executed);
  tally.addChecks(executed.record.checks);
  return executed.record;
}

/** An environment of its own, which is broken in every declared way while it is up. */
async function checksCanFail(tally: Tally, options: NightlyOptions, signal: AbortSignal): Promise<void> {
  process.stderr.write('\nself-test\n');
  const session = await prepare({ configFile: options.config, profile: 'quick' });
  const setup = await agreeToSetup(session, { ...options, signal });
  const { runId } = session.folders;
  try {
    const up = await bringUp(session, setup, signal, (actions) => createProgress(actions));
    if (!up.ready) throw new Error(up.lines.join(' '));
    const record = await runSelfTest({ run: runId, signal });
    for (const { fault, proven, checks } of record.trials)
      tally.add(`self-test: ${fault} (${checks.map(({ id }) => id).join(', ')})`, proven);
    tally.add(`self-test: ${[...record.redAnyway, ...record.undeclared].join('; ')}`, isSound(record));
  } catch (error) {
    tally.add(`self-test: ${redact(explain(error).join(' '))}`, false);
  } finally {
    const left = await sweep(runId);
    if (left.length === 0) removeState(session.folders);
    tally.add(`self-test: nothing is left behind: ${left.join('; ')}`, left.length === 0);
  }
}

/** Before any cluster: a mandatory rule about the claim, and none about another one, refuses the set. */
async function mustBeSeenInFiles(
  tally: Tally,
  { id, claim, claimInFiles = claim }: Breakage,
  config: string,
  manifests: string,
) {
  const { records } = await prepare({ configFile: config, profile: 'quick', manifests });
  const failed = records.filter(({ severity, result }) => severity === 'mandatory' && result.state === 'failed');
  const named = failed.map((record) => `${record.id} (${record.claims.join(', ')})`).join('; ') || 'nothing';
  process.stderr.write(`from the files: ${named}\n`);
  tally.add(
    `${id}: the files tell ${named} instead of ${claimInFiles}`,
    failed.length > 0 && failed.every(({ claims }) => claims.includes(claimInFiles)),
  );
}

/** A breakage that comes out as anything but NO-GO, naming the broken thing first, is a defect of the harness. */
async function mustBeFound(
  tally: Tally,
  breakage: Breakage,
  options: NightlyOptions,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  process.stderr.write(`\nbreakage: ${breakage.title}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-broken-'));
  try {
    const { config, file } = loadConfig(options.config);
    const manifests = join(folder, 'set');
    await breakSet(fromConfig(file, config.manifests.path), manifests, breakage);
    if (breakage.edits.length > 0) await mustBeSeenInFiles(tally, breakage, options.config, manifests);
    if (breakage.only === 'files') return;
    const { record } = await fullRun({ ...options, manifests, quick: true, breakage, signal });
    const [first] = record.verdict.because;
    const named = record.verdict.verdict === 'NO-GO' && first?.claims.includes(breakage.claim) === true;
    process.stderr.write(`${record.verdict.verdict}: ${first?.check ?? 'no cause'}: ${first?.reason ?? ''}\n`);
    tally.add(
      `${breakage.id}: ${record.verdict.verdict}, first ${first?.check ?? 'nothing'} (${first?.claims.join(', ') ?? ''}) instead of ${breakage.claim}`,
      named,
    );
  } catch (error) {
    tally.add(`${breakage.id}: ${redact(explain(error).join(' '))}`, false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
