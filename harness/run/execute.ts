import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { explain, messageOf } from '../core/errors.ts';
import type { CheckDeclaration } from '../core/model/check.ts';
import type { PhaseRecord, RunRecord, Subject } from '../core/model/run.ts';
import { redact } from '../core/redact.ts';
import type { OpenCluster } from '../environment/cluster/types.ts';
import { collectDiagnostics } from '../environment/diagnostics/collect.ts';
import { keepNodeLogs } from '../environment/diagnostics/node-logs.ts';
import { writeReports } from '../report/index.ts';
import { assemble } from './assemble.ts';
import { catalogue } from './catalogue.ts';
import { createFolders, removeState } from './folders.ts';
import { type Action, type GraphEvent, type Outcome, runGraph } from './graph.ts';
import type { RunState } from './session.ts';

export type Keep = 'never' | 'on-failure' | 'always';

export interface ExecuteOptions {
  readonly signal: AbortSignal;
  readonly keep: Keep;
  readonly language: 'en' | 'zh';
  readonly actions: readonly Action[];
  /** Steps of an earlier process, when the environment was up already. */
  readonly earlier?: readonly PhaseRecord[];
  subject(): Promise<Subject>;
  /** The cluster, once it has been created. */
  cluster(): LoggedCluster | undefined;
  onEvent(event: GraphEvent): void;
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
export async function execute(state: RunState, options: ExecuteOptions): Promise<Executed> {
  createFolders(state.folders);
  const declarations = await catalogue(state.folders.state, options.signal);
  const outcomes = await runGraph(options.actions, { signal: options.signal, onEvent: options.onEvent });
  const record = await conclude(state, outcomes, declarations, options);
  const kept = options.keep === 'always' || (options.keep === 'on-failure' && record.verdict.verdict !== 'GO');
  const leftovers = kept ? [] : await undoAll(state);
  return { record, leftovers, kept, reportDir: state.folders.report, language: options.language };
}

/**
 * The state folder holds secrets: it goes last, and only when nothing is left that `down` would look up in it.
 * @returns what could not be undone, a line each.
 */
export async function undoAll({ undo, config, folders }: RunState): Promise<readonly string[]> {
  const leftovers = await undo.run(config.timeouts.undoSeconds * 1000);
  if (leftovers.length === 0) removeState(folders);
  return leftovers;
}

async function conclude(
  state: RunState,
  outcomes: readonly Outcome[],
  declarations: readonly CheckDeclaration[],
  options: ExecuteOptions,
): Promise<RunRecord> {
  const { config, profile, folders, startedAt, ledger, waivers, parity } = state;
  const record = assemble({
    ...{ config, profile, startedAt, ledger, declarations, waivers, parity },
    runId: folders.runId,
    subject: await options.subject(),
    phases: [...(options.earlier ?? []), ...outcomes.map((outcome) => outcome.record)],
    checks: state.records,
    harnessErrors: harnessErrors(outcomes, options.signal),
  });
  if (record.verdict.verdict !== 'GO') await keepDiagnostics(state, options.cluster());
  return (await writeReports(record, folders.report, options.language)).run;
}

function harnessErrors(outcomes: readonly Outcome[], signal: AbortSignal): string[] {
  if (signal.aborted) return [messageOf(signal.reason)];
  return outcomes.flatMap(({ harnessError }) =>
    harnessError === undefined ? [] : [redact(explain(harnessError).join('\n'))],
  );
}

/** What diagnostics need of a cluster besides its API. */
export type LoggedCluster = Pick<OpenCluster, 'exportLogs'>;

/** Before anything is undone: afterwards there is nothing left to look at. */
export async function keepDiagnostics({ config, folders }: RunState, cluster?: LoggedCluster): Promise<void> {
  if (!existsSync(folders.kubeconfig)) return;
  const namespaces = [config.manifests.namespace, 'dify-e2e', 'kube-system'];
  const dir = join(folders.report, 'diagnostics');
  await Promise.all([
    collectDiagnostics({ kubeconfig: folders.kubeconfig, namespaces, dir }),
    cluster?.exportLogs &&
      keepNodeLogs({ dir: join(dir, 'nodes'), scratch: folders.state, exportLogs: cluster.exportLogs }),
  ]);
}
