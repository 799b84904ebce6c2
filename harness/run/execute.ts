import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explain, messageOf } from '../core/errors.ts';
import type { Incident } from '../core/model/incident.ts';
import { type ResourceTable, resourcesKind } from '../core/model/resources.ts';
import type { RunRecord, Subject } from '../core/model/run.ts';
import { weigh } from '../core/model/weigh.ts';
import { redact } from '../core/redact.ts';
import { readSaved } from '../core/saved.ts';
import { sinceLastGo, writeReports } from '../report/index.ts';
import { undecided } from './actions/scope.ts';
import { assemble } from './assemble.ts';
import { catalogue } from './catalogue.ts';
import type { Plan } from './define-plan.ts';
import { keepDiagnostics, type LoggedCluster, undoAll } from './finish.ts';
import { createFolders } from './folders.ts';
import { type GraphEvent, type GraphResult, type Outcome, runGraph } from './graph.ts';
import type { RunState } from './session.ts';
import type { RawCheckRecord } from './step.ts';
import { cluster, environment, health, machineLoad, recorder, scope } from './tokens.ts';
import { saveUpRecord, type UpRecord, upRecordOf } from './up-record.ts';

export type Keep = 'never' | 'on-failure' | 'always';

export interface ExecuteOptions {
  readonly signal: AbortSignal;
  readonly keep: Keep;
  readonly language: 'en' | 'zh';
  readonly plan: Plan;
  /** What an earlier process did, if the environment was already up. */
  readonly earlier?: UpRecord;
  /** The cluster of that earlier process. */
  readonly cluster?: LoggedCluster;
  /** What is verified, if there is no environment to take it from. */
  subject(): Promise<Subject>;
  onEvent(event: GraphEvent): void;
}

export interface Executed {
  readonly record: RunRecord;
  readonly reportDir: string;
  readonly language: 'en' | 'zh';
  /** What could not be undone, one line each. */
  readonly leftovers: readonly string[];
  readonly kept: boolean;
}

/** Runs the plan, collects the evidence, writes the report and undoes what was started, in this order, whatever fails. */
export async function execute(state: RunState, options: ExecuteOptions): Promise<Executed> {
  createFolders(state.folders);
  const declarations = await catalogue(state.folders.state, options.signal);
  const signal = AbortSignal.any([options.signal, state.clusterLost.signal]);
  const result = await runGraph(options.plan, { signal, onEvent: options.onEvent });
  // The report's checksums are over the timeline as well: nothing may be added to it after this.
  await result.value(recorder)?.[Symbol.asyncDispose]();
  // `test` continues from here if the environment is kept.
  if (!options.earlier) saveUpRecord(state.folders, upRecordOf(state, result.outcomes));
  const draft = await draftOf(state, result, options);
  const since = (run: RunRecord) => sinceLastGo(run, dirname(state.folders.report));
  const record = assemble({ ...draft, declarations, since });
  if (record.verdict.verdict !== 'GO') await keepDiagnostics(state, result.value(cluster) ?? options.cluster);
  const { run } = await writeReports(record, state.folders.report, options.language);
  const kept = options.keep === 'always' || (options.keep === 'on-failure' && run.verdict.verdict !== 'GO');
  const leftovers = kept ? [] : await undoAll(state);
  return { record: run, leftovers, kept, reportDir: state.folders.report, language: options.language };
}

/** The whole record except the declarations: what an earlier process left, and what the steps added. */
async function draftOf(state: RunState, { outcomes, value }: GraphResult, options: ExecuteOptions) {
  const { config, profile, startedAt, folders } = state;
  const up = value(environment);
  const parts = outcomes.flatMap((outcome) => outcome.parts);
  const { earlier } = options;
  const seen = [...(earlier?.checks ?? []), ...parts.flatMap(({ checks: some = [] }) => some)];
  const incidents = value(health)?.incidents ?? [];
  const checks = weigh(seen, incidents, value(machineLoad)?.samples);
  const errors = harnessErrors(outcomes, options.signal);
  const isExcused = checks.some(({ result }, index) => result !== seen[index]?.result);
  return {
    ...{ config, profile, startedAt, runId: folders.runId },
    scope: value(scope) ?? (up ? { scope: up.scope, reason: up.scopeReason } : undecided(config)),
    subject: up?.subject ?? (await options.subject()),
    phases: [...(earlier?.phases ?? []), ...outcomes.map(({ record }) => record)],
    checks,
    ledger: earlier && up ? up.ledger : parts.flatMap(({ ledger = [] }) => ledger),
    waivers: [...config.waivers, ...(earlier?.waivers ?? []), ...parts.flatMap(({ waivers = [] }) => waivers)],
    parity: earlier?.parity ?? parts.find(({ parity }) => parity)?.parity,
    resources: resourcesIn(folders.report),
    harnessErrors: [...(errors.length === 0 && isExcused ? stillBroken(incidents) : errors), ...defectsOf(checks)],
  };
}

/** Of this run, or of an earlier round on the same environment. */
function resourcesIn(report: string): ResourceTable | undefined {
  const file = join(report, 'resources.json');
  return existsSync(file) ? readSaved(file, resourcesKind) : undefined;
}

function harnessErrors(outcomes: readonly Outcome[], signal: AbortSignal): string[] {
  if (signal.aborted) return [messageOf(signal.reason)];
  const errors = outcomes.flatMap(({ harnessError }) => (harnessError === undefined ? [] : [harnessError]));
  // A failure of the cluster ends several steps at once.
  return [...new Set(errors)].map((error) => redact(explain(error).join('\n')));
}

/** The last check may end before it is clear that something stays broken. */
const stillBroken = (incidents: readonly Incident[]): string[] =>
  incidents
    .filter(({ to }) => to === undefined)
    .map(({ part, reason }) => `CLUSTER_UNHEALTHY: ${part} was still broken when the checks ended: ${reason}`);

/** A check that the harness could not run makes the whole run an error: its result is unknown. */
function defectsOf(checks: readonly RawCheckRecord[]): string[] {
  return checks.flatMap(({ id, result }) =>
    result.state === 'inconclusive' && result.whose === 'harness' ? [`check ${id}: ${result.reason}`] : [],
  );
}
