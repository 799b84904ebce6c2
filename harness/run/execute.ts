import { join } from 'node:path';
import { explain, messageOf } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { collectDiagnostics } from '../diagnostics/collect.ts';
import type { CheckDeclaration } from '../model/check.ts';
import { leanedOn } from '../model/ledger.ts';
import type { RunRecord } from '../model/run.ts';
import { writeReports } from '../report/index.ts';
import { assemble } from './assemble.ts';
import { Bench } from './bench.ts';
import { catalogue } from './catalogue.ts';
import { createFolders } from './folders.ts';
import { type Action, type GraphEvent, type Outcome, runGraph } from './graph.ts';
import type { Session } from './session.ts';
import { subjectOf } from './subject.ts';

export interface ExecuteOptions {
  readonly signal: AbortSignal;
  readonly keep: 'never' | 'on-failure' | 'always';
  readonly language: 'en' | 'zh';
  readonly plan: (bench: Bench) => readonly Action[];
  onPlan(actions: readonly Action[]): (event: GraphEvent) => void;
}

export interface Executed {
  readonly record: RunRecord;
  readonly reportDir: string;
  readonly language: 'en' | 'zh';
  /** What could not be undone, a line each. */
  readonly leftovers: readonly string[];
  readonly kept: boolean;
}

/** Carries out the plan, keeps the evidence, writes the report, and undoes what was started; in this order, whatever fails. */
export async function execute(session: Session, options: ExecuteOptions): Promise<Executed> {
  createFolders(session.folders);
  const bench = new Bench(session, options.signal);
  const declarations = await catalogue(session.folders.state, options.signal);
  const actions = options.plan(bench);
  const outcomes = await runGraph(actions, { signal: options.signal, onEvent: options.onPlan(actions) });
  const record = await conclude(bench, outcomes, declarations, options);
  const good = record.verdict.verdict === 'GO' || record.verdict.verdict === 'CONDITIONAL';
  const kept = options.keep === 'always' || (options.keep === 'on-failure' && !good);
  const leftovers = kept ? [] : await session.undo.run(session.config.timeouts.undoSeconds * 1000);
  return { record, leftovers, kept, reportDir: session.folders.report, language: options.language };
}

async function conclude(
  bench: Bench,
  outcomes: readonly Outcome[],
  declarations: readonly CheckDeclaration[],
  options: ExecuteOptions,
): Promise<RunRecord> {
  const { session } = bench;
  const environment = bench.peek('environment');
  const harnessErrors = outcomes.flatMap(({ harnessError }) =>
    harnessError === undefined ? [] : [redact(explain(harnessError)[0] ?? '')],
  );
  const record = assemble({
    runId: session.folders.runId,
    config: session.config,
    profile: session.options.profile,
    startedAt: session.startedAt,
    subject: environment?.subject ?? (await subjectOf(session)),
    phases: outcomes.map((outcome) => outcome.record),
    ledger: session.ledger,
    declarations,
    checks: session.records.map((check) => ({ ...check, leanedOn: leanedOn(check.needs, session.ledger) })),
    harnessErrors: options.signal.aborted ? [...harnessErrors, messageOf(options.signal.reason)] : harnessErrors,
  });
  if (record.verdict.verdict !== 'GO' && bench.peek('cluster')) await keepDiagnostics(session);
  return (await writeReports(record, session.folders.report, options.language)).run;
}

/** Before anything is undone: afterwards there is nothing left to look at. */
async function keepDiagnostics(session: Session): Promise<void> {
  const namespaces = [session.config.manifests.namespace, 'kube-system'];
  await collectDiagnostics({
    kubeconfig: session.folders.kubeconfig,
    namespaces,
    dir: join(session.folders.report, 'diagnostics'),
  });
}
