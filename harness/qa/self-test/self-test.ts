import { join } from 'node:path';
import { explain } from '../../core/errors.ts';
import type { CheckDeclaration } from '../../core/model/check.ts';
import { redact } from '../../core/redact.ts';
import { applyFault, type FaultTarget } from '../../environment/faults/index.ts';
import { untilHealthy } from './healthy.ts';
import { type Judged, judgeTrial } from './judge.ts';
import { type Place, runChecks } from './run-checks.ts';
import { type Trial, takingPart } from './trials.ts';

export interface TrialRecord extends Judged {
  readonly fault: string;
  readonly proven: boolean;
  readonly seconds: number;
  /** Why it could not be injected or repaired. */
  readonly error?: string;
}

export interface SelfTestOptions {
  readonly checks: readonly CheckDeclaration[];
  readonly trials: readonly Trial[];
  readonly whole: boolean;
  readonly place: Omit<Place, 'results'>;
  /** Directory for the results of all trials. */
  readonly results: string;
  onTrial(record: TrialRecord): void;
}

/** @returns the checks that fail without any fault and therefore prove nothing. */
export async function failingAlready(options: SelfTestOptions): Promise<string[]> {
  const { checks, trials, whole } = options;
  const all = new Set(trials.flatMap((trial) => takingPart(trial, checks, whole).map(({ id }) => id)));
  const chosen = checks.filter(({ id, phase }) => all.has(id) && (phase === 'foundation' || phase === 'smoke'));
  const seen = await runChecks(chosen, { ...options.place, results: join(options.results, 'sound') });
  return seen.flatMap(({ id, result }) =>
    result.state === 'failed' || result.state === 'flaky' || result.state === 'blocked'
      ? [`${id}: ${result.state}: ${result.reason}`]
      : [],
  );
}

/** One fault after the other, each repaired before the next. Ends early if one could not be repaired. */
export async function selfTest(target: FaultTarget, options: SelfTestOptions): Promise<TrialRecord[]> {
  const records: TrialRecord[] = [];
  for (const [index, trial] of options.trials.entries()) {
    options.place.signal.throwIfAborted();
    const record = await carryOut(target, trial, options, join(options.results, String(index)));
    records.push(record);
    options.onTrial(record);
    try {
      await untilHealthy(target);
    } catch (error) {
      records.push({ ...NOTHING, fault: `after ${trial.name}`, error: wordsOf(error) });
      return records;
    }
  }
  return records;
}

const NOTHING = { proven: false, seconds: 0, checks: [], unexpected: [] } as const;

async function carryOut(
  target: FaultTarget,
  trial: Trial,
  options: SelfTestOptions,
  results: string,
): Promise<TrialRecord> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let judged: Judged = { checks: [], unexpected: [] };
  try {
    await using _fault = await applyFault(target, trial.fault);
    const chosen = takingPart(trial, options.checks, options.whole);
    judged = judgeTrial(trial, await runChecks(chosen, { ...options.place, results }), options.checks);
  } catch (error) {
    return { ...judged, fault: trial.name, proven: false, seconds: seconds(), error: wordsOf(error) };
  }
  const proven = judged.checks.every(({ failed }) => failed) && judged.unexpected.length === 0;
  return { ...judged, fault: trial.name, proven, seconds: seconds() };
}

const wordsOf = (error: unknown): string => redact(explain(error).join(' '));
