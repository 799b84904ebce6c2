import { relative } from 'node:path';
import { leanedOn } from '../../model/ledger.ts';
import type { Phase } from '../../model/check.ts';
import type { Bench } from '../bench.ts';
import type { Action } from '../graph.ts';
import { runPhase } from '../playwright.ts';

const PHASES: Readonly<Record<Exclude<Phase, 'static'>, { title: string; dependsOn: string[]; after: string[]; minutes: number }>> = {
  // Looked at even when not all is ready: what is there names the cause.
  foundation: { title: 'Checks: foundation', dependsOn: ['deploy'], after: ['ready'], minutes: 6 },
  smoke: { title: 'Checks: smoke', dependsOn: ['ready'], after: ['foundation'], minutes: 12 },
  failover: { title: 'Checks: failover under traffic', dependsOn: ['ready'], after: ['smoke'], minutes: 12 },
  load: { title: 'Checks: load', dependsOn: ['ready'], after: ['failover'], minutes: 15 },
};

/** Runs the specs of one phase; checks that fail are records, not a broken step. */
export function checks(bench: Bench, phase: Exclude<Phase, 'static'>): Action {
  const { title, dependsOn, after, minutes } = PHASES[phase];
  const { session } = bench;
  return {
    id: phase,
    title,
    dependsOn,
    after,
    timeoutMs: minutes * 60_000,
    async run(step) {
      const records = await runPhase({
        phase,
        environmentFile: session.folders.environmentFile,
        results: session.folders.results,
        reportDir: session.folders.report,
        signal: step.signal,
        onLine: (line) => step.progress(line),
      });
      session.records.push(...records.map((record) => ({ ...record, leanedOn: leanedOn(record.needs, session.ledger) })));
      const passed = records.filter(({ result }) => result.state === 'passed').length;
      step.note(`${passed} of ${records.length} checks passed; records in ${relative(process.cwd(), session.folders.results)}`);
    },
  };
}
