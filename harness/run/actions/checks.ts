import type { Phase } from '../../model/check.ts';
import { leanedOn } from '../../model/ledger.ts';
import type { Action } from '../graph.ts';
import { runPhase } from '../playwright.ts';
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
}

/** Runs the specs of one phase; checks that fail are records, not a broken step. */
export function checks(state: RunState, phase: LivePhase, options: ChecksOptions = {}): Action {
  const { title, dependsOn, after, minutes } = PHASES[phase];
  const { standalone, phases = LIVE_PHASES } = options;
  return {
    id: phase,
    title,
    dependsOn: standalone ? [] : dependsOn,
    after: standalone ? after.filter((id) => phases.some((chosen) => chosen === id)) : after,
    timeoutMs: minutes * 60_000,
    async run(step) {
      const records = await runPhase({
        phase,
        environmentFile: state.folders.environmentFile,
        results: state.folders.results,
        reportDir: state.folders.report,
        signal: step.signal,
        extraArgs: options.playwrightArgs ?? [],
        onLine: (line) => step.progress(line),
      });
      state.records.push(...records.map((record) => ({ ...record, leanedOn: leanedOn(record.needs, state.ledger) })));
      const passed = records.filter(({ result }) => result.state === 'passed').length;
      step.note(`${passed} of ${records.length} checks passed`);
    },
  };
}
