import { Undo } from '../core/undo.ts';
import type { Environment } from '../environment/environment.ts';
import { foldersOf, loadEnvironment } from './folders.ts';
import type { RunState } from './session.ts';
import { readUpRecord, type UpRecord } from './up-record.ts';

/** An environment that an earlier process left up, and the record of bringing it up. */
export interface Restored {
  readonly state: RunState;
  readonly up: UpRecord;
  readonly environment: Environment;
}

/**
 * Finds an environment that is up.
 * @param runId default: the newest one that is up.
 * @throws UsageError `NO_ENVIRONMENT`; HarnessError `SAVED_STATE_UNREADABLE`.
 */
export function restore(runId?: string): Restored {
  const environment = loadEnvironment(runId);
  const { config, profile } = environment;
  const folders = foldersOf(environment.runId);
  const state = {
    config,
    profile,
    folders,
    startedAt: new Date(),
    undo: new Undo(),
    clusterLost: new AbortController(),
  };
  return { state, environment, up: readUpRecord(folders) };
}
