import type { Phase } from '../../core/model/check.ts';
import { leanedOn } from '../../core/model/ledger.ts';
import type { Action, Step } from '../graph.ts';
import { type RawCheckRecord, runPhase } from '../playwright.ts';
import { together } from '../rounds.ts';
import type { RunState } from '../session.ts';

const PHASES: Readonly<Record<LivePhase, { title: string; dependsOn: string[]; after: string[]; minutes: number }>> = {
  // Looked at even when not all is ready: what is there names the cause.
  foundation: { title: 'Checks: foundation', dependsOn: ['deploy'], after: ['ready'], minutes: 6 },
  smoke: { title: 'Checks: smoke', dependsOn: ['ready'], after: ['foundation'], minutes: 12 },
  failover: { title: 'Checks: failover under traffic', dependsOn: ['ready'], after: ['smoke'], minutes: 12 },
  load: { title: 'Checks: load', dependsOn: ['ready'], after: ['failover'], minutes: 15 },
};

export type LivePhase = Exclude<Phase, 'static'>;

/** In the order in which they run. */
export const LIVE_PHASES = Object.keys(PHASES) as readonly LivePhase[];

export interface ChecksOptions {
  /** The environment was brought up earlier: no step of this process has to end first but the chosen phases. */
  readonly standalone?: boolean;
  /** The chosen phases; all unless told. */
  readonly phases?: readonly LivePhase[];
  /** Passed on to Playwright: `--grep`, `--last-failed`. */
  readonly playwrightArgs?: readonly string[];
  /** How often a phase is run, one round after the other; a check whose result changes is flaky. Once unless told. */
  readonly rounds?: Readonly<Partial<Record<LivePhase, number>>> | undefined;
}

/** Runs the specs of one phase; checks that fail are records, not a broken step. */
export function checks(state: RunState, phase: LivePhase, options: ChecksOptions = {}): Action {
  const { title, dependsOn, after, minutes } = PHASES[phase];
  const { standalone, phases = LIVE_PHASES } = options;
  const rounds = options.rounds?.[phase] ?? 1;
  return {
    id: phase,
    title,
    dependsOn: standalone ? [] : dependsOn,
    after: standalone ? after.filter((id) => phases.some((chosen) => chosen === id)) : after,
    timeoutMs: minutes * 60_000 * rounds,
    async run(step) {
      const records = together(await runRounds(state, phase, rounds, options.playwrightArgs ?? [], step));
      state.records.push(...records.map((record) => ({ ...record, leanedOn: leanedOn(record.needs, state.ledger) })));
      const passed = records.filter(({ result }) => result.state === 'passed').length;
      step.note(`${passed} of ${records.length} checks passed`);
    },
  };
}

/** @returns the records of each round. The first keeps its evidence where a single run has it. */
async function runRounds(
  { folders }: RunState,
  phase: LivePhase,
  rounds: number,
  extraArgs: readonly string[],
  step: Step,
): Promise<RawCheckRecord[][]> {
  const all: RawCheckRecord[][] = [];
  for (let round = 1; round <= rounds; round++) {
    const started = performance.now();
    const records = await runPhase({
      phase,
      round,
      environmentFile: folders.environmentFile,
      results: folders.results,
      reportDir: folders.report,
      signal: step.signal,
      extraArgs,
      onLine: (line) => step.progress(line),
    });
    all.push(records);
    const passed = records.filter(({ result }) => result.state === 'passed').length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (rounds > 1) step.note(`round ${round}: ${passed} of ${records.length} checks passed in ${seconds} s`);
  }
  return all;
}
