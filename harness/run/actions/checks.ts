import type { Phase } from '../../core/model/check.ts';
import { endedChecks, runPhase } from '../playwright.ts';
import { together } from '../rounds.ts';
import type { RunState } from '../session.ts';
import { defineStep, type RawCheckRecord, type StepContext } from '../step.ts';
import { deployed, environment, health, readyDeployment } from '../tokens.ts';

export type LivePhase = Exclude<Phase, 'static'>;

interface PhaseStep {
  readonly title: string;
  readonly takes: readonly (typeof environment | typeof health | typeof deployed | typeof readyDeployment)[];
  readonly after: readonly string[];
  readonly minutes: number;
}

const STEPS: Readonly<Record<LivePhase, PhaseStep>> = {
  // Runs even if not everything is ready: its checks name the cause.
  foundation: { title: 'Checks: foundation', takes: [environment, health, deployed], after: ['ready'], minutes: 6 },
  smoke: { title: 'Checks: smoke', takes: [environment, health, readyDeployment], after: ['foundation'], minutes: 12 },
  failover: {
    title: 'Checks: failover under traffic',
    takes: [environment, health, readyDeployment],
    after: ['foundation', 'smoke'],
    minutes: 12,
  },
  load: {
    title: 'Checks: load',
    takes: [environment, health, readyDeployment],
    after: ['foundation', 'smoke', 'failover'],
    minutes: 15,
  },
  // Judges what was recorded from the deployment to the end of the load, so it runs whatever became of the phases before.
  invariants: {
    title: 'Checks: invariants of the whole run',
    takes: [environment, health, deployed],
    after: ['foundation', 'smoke', 'failover', 'load'],
    minutes: 5,
  },
};

/** What checks do and find is on it. */
const TIMELINE = 'timeline';

/** In the order in which they run. */
export const LIVE_PHASES = Object.keys(STEPS) as readonly LivePhase[];

export interface ChecksOptions {
  /** The chosen phases; default: all. */
  readonly phases?: readonly LivePhase[];
  /** Passed to Playwright: `--grep`, `--last-failed`. */
  readonly playwrightArgs?: readonly string[];
  /** How often to run a phase, one round after the other; a check whose result varies is flaky. Default: once. */
  readonly rounds?: Readonly<Partial<Record<LivePhase, number>>> | undefined;
}

/** Runs the specs of one phase; checks that fail are records, not a broken step. */
export function checks(state: RunState, phase: LivePhase, options: ChecksOptions = {}) {
  const { title, takes, after, minutes } = STEPS[phase];
  const rounds = options.rounds?.[phase] ?? 1;
  return defineStep({
    id: phase,
    ...{ title, takes },
    after: [TIMELINE, ...after],
    timeoutMs: minutes * 60_000 * rounds,
    async run(_, step) {
      const records = await keptWhenAborted(state, phase, step, async () =>
        together(await runRounds(state, phase, rounds, options.playwrightArgs ?? [], step)),
      );
      step.add({ checks: records });
      const passed = records.filter(({ result }) => result.state === 'passed').length;
      step.note(`${passed} of ${records.length} checks passed`);
    },
  });
}

/** Keeps the results so far if the phase is ended from outside. */
async function keptWhenAborted<T>(
  { folders }: RunState,
  phase: LivePhase,
  step: StepContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (step.signal.aborted) step.add({ checks: endedChecks(folders.results, phase) });
    throw error;
  }
}

/** @returns the records of each round. The first one keeps its evidence in the same place as a single run. */
async function runRounds(
  { folders }: RunState,
  phase: LivePhase,
  rounds: number,
  extraArgs: readonly string[],
  step: StepContext,
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
