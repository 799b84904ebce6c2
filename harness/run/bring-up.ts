import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '../core/errors.ts';
import type { CheckRecord } from '../core/model/check.ts';
import type { ParityTable } from '../core/model/parity.ts';
import type { PhaseRecord, Waiver } from '../core/model/run.ts';
import { redact } from '../core/redact.ts';
import { Bench } from './bench.ts';
import { keepDiagnostics, undoAll } from './execute.ts';
import { createFolders, type RunFolders } from './folders.ts';
import { type Action, type GraphEvent, runGraph } from './graph.ts';
import { upPlan } from './plan.ts';
import type { Session } from './session.ts';
import type { Setup } from './setup.ts';

/** What `up` leaves for `test`: its steps and the checks among them. */
export interface UpRecord {
  readonly startedAt: string;
  readonly phases: readonly PhaseRecord[];
  readonly checks: readonly CheckRecord[];
  readonly waivers: readonly Waiver[];
  readonly parity?: ParityTable;
}

export interface BroughtUp {
  readonly ready: boolean;
  readonly lines: readonly string[];
}

interface ProgressLike {
  onEvent(event: GraphEvent): void;
  end(): Promise<void>;
}

export const upRecordFile = (folders: RunFolders): string => join(folders.state, 'up.json');

/**
 * Brings the environment up and leaves it up. When a step of the harness fails, all that was started is undone;
 * a deployment that does not become ready is left for looking at.
 */
export async function bringUp(
  session: Session,
  setup: Setup,
  signal: AbortSignal,
  show: (actions: readonly Action[]) => ProgressLike,
): Promise<BroughtUp> {
  createFolders(session.folders);
  const bench = new Bench(session, signal);
  const actions = upPlan(bench, setup);
  const progress = show(actions);
  const outcomes = await runGraph(actions, { signal, onEvent: (event) => progress.onEvent(event) });
  await progress.end();
  const record: UpRecord = {
    startedAt: session.startedAt.toISOString(),
    phases: outcomes.map((outcome) => outcome.record),
    checks: session.records,
    waivers: session.waivers,
    ...(session.parity ? { parity: session.parity } : {}),
  };
  writeFileSync(upRecordFile(session.folders), JSON.stringify(record, null, 2));
  const ready = record.phases.every(({ state }) => state === 'done');
  const environment = bench.peek('environment');
  const errors = outcomes.flatMap(({ harnessError }) =>
    harnessError === undefined ? [] : explain(harnessError).map(redact),
  );
  if (environment && errors.length === 0) return { ready, lines: whatNow(session, ready, environment.ingress.port) };
  await keepDiagnostics(session, bench.peek('cluster'));
  const leftovers = await undoAll(session);
  return { ready: false, lines: [...errors, 'Nothing is up; what was started has been undone.', ...leftovers] };
}

function whatNow({ folders, config }: Session, ready: boolean, port: number): string[] {
  return [
    ready
      ? `run ${folders.runId} is up and ready.`
      : `run ${folders.runId} is up, but not ready: npm run dify-e2e -- diagnose`,
    `kubeconfig: ${folders.kubeconfig}`,
    `ingress: http://${config.hosts.web} at 127.0.0.1:${port}`,
    'next: npm run dify-e2e -- test   (npm run dify-e2e -- down when done)',
  ];
}
