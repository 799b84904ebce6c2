import { webHost } from '../core/config/index.ts';
import { explain } from '../core/errors.ts';
import { ownCommand } from '../core/own-command.ts';
import { redact } from '../core/redact.ts';
import type { Plan } from './define-plan.ts';
import { keepDiagnostics, undoAll } from './finish.ts';
import { createFolders } from './folders.ts';
import { type GraphEvent, runGraph } from './graph.ts';
import type { RunState } from './session.ts';
import { cluster, environment } from './tokens.ts';
import { saveUpRecord, upRecordOf } from './up-record.ts';

export interface BringUpOptions {
  readonly plan: Plan;
  readonly signal: AbortSignal;
  onEvent(event: GraphEvent): void;
}

export interface BroughtUp {
  readonly ready: boolean;
  readonly lines: readonly string[];
}

/**
 * Brings the environment up and leaves it up. If a step of the harness fails, everything that was started is removed;
 * a deployment that does not become ready is kept for inspection.
 */
export async function bringUp(state: RunState, { plan, signal, onEvent }: BringUpOptions): Promise<BroughtUp> {
  createFolders(state.folders);
  const either = AbortSignal.any([signal, state.clusterLost.signal]);
  const { outcomes, value } = await runGraph(plan, { signal: either, onEvent });
  saveUpRecord(state.folders, upRecordOf(state, outcomes));
  const ready = outcomes.every(({ record }) => record.state === 'done');
  const up = value(environment);
  const failures = outcomes.flatMap(({ harnessError }) => (harnessError === undefined ? [] : [harnessError]));
  const errors = (either.aborted ? [either.reason] : failures).flatMap((error) => explain(error).map(redact));
  if (up && errors.length === 0) return { ready, lines: whatNow(state, ready, up.ingress.port) };
  await keepDiagnostics(state, value(cluster));
  const leftovers = await undoAll(state);
  const reasons = outcomes.flatMap(({ record }) => (record.failedCheck ? [redact(record.reason ?? '')] : []));
  return {
    ready: false,
    lines: [...errors, ...reasons, 'Nothing is running: everything that was started has been removed.', ...leftovers],
  };
}

function whatNow({ folders, config }: RunState, ready: boolean, port: number): string[] {
  return [
    ready
      ? `run ${folders.runId} is up and ready.`
      : `run ${folders.runId} is up, but not ready: ${ownCommand('diagnose')}`,
    `kubeconfig: ${folders.kubeconfig}`,
    `ingress: http://${webHost(config)} at 127.0.0.1:${port}`,
    `next: ${ownCommand('test')}   (${ownCommand('down')} when done)`,
  ];
}
