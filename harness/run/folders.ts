import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf, UsageError } from '../core/errors.ts';
import { ownCommand } from '../core/own-command.ts';
import { registerSecrets } from '../core/redact.ts';
import { readSaved, writeSaved } from '../core/saved.ts';
import { type Environment, environmentKind } from '../environment/environment.ts';

/** Directories of a run: `state` contains secrets and is removed by `down`; `report` contains none and stays. */
export interface RunFolders {
  readonly runId: string;
  readonly state: string;
  readonly report: string;
  readonly results: string;
  readonly kubeconfig: string;
  readonly environmentFile: string;
}

/** @returns an id that sorts by time and fits into a node's name: `20261122-181530-a1b2`. */
export function newRunId(now = new Date()): string {
  const [date = '', time = ''] = now.toISOString().replace(/[-:]/g, '').split(/[T.]/);
  return `${date}-${time}-${randomBytes(2).toString('hex')}`;
}

const RUN_ID = /^\w[\w-]*$/;

/**
 * @returns the directories of a run below the working directory; nothing is created.
 * @throws UsageError `RUN_ID_INVALID`: with an id like `../..`, `down` would remove other directories.
 */
export function foldersOf(runId: string, base = process.cwd()): RunFolders {
  if (!RUN_ID.test(runId)) throw invalidRunId(runId);
  const state = resolve(base, '.dify-e2e', 'runs', runId);
  return {
    runId,
    state,
    report: resolve(base, 'reports', runId),
    results: join(state, 'results'),
    kubeconfig: join(state, 'kubeconfig'),
    environmentFile: join(state, 'environment.json'),
  };
}

function invalidRunId(runId: string): UsageError {
  return new UsageError({
    code: 'RUN_ID_INVALID',
    message: `"${runId}" is not a valid run id`,
    likely: 'it is empty or a path; a run id looks like 20261122-181530-a1b2',
    hint: 'ls .dify-e2e/runs',
  });
}

/** @throws UsageError `FOLDER_NOT_WRITABLE`. */
export function createFolders(folders: RunFolders): void {
  try {
    mkdirSync(folders.state, { recursive: true, mode: 0o700 });
    mkdirSync(folders.results, { recursive: true });
    mkdirSync(folders.report, { recursive: true });
  } catch (cause) {
    throw new UsageError({
      code: 'FOLDER_NOT_WRITABLE',
      message: `the run can't keep its state and its report in this directory: ${messageOf(cause)}`,
      likely: 'the directory is read-only or belongs to another user',
      hint: 'cd to a directory of your own, and name the config with --config',
      cause,
    });
  }
}

/** Readable only by its owner, since it contains the run's secrets. */
export function saveEnvironment(file: string, environment: Environment): void {
  writeSaved(file, environmentKind, environment, { mode: 0o600 });
}

/**
 * Reads an environment; its secrets are masked from here on.
 * @throws HarnessError `SAVED_STATE_UNREADABLE`.
 */
export function readEnvironment(file: string): Environment {
  const environment = readSaved(file, environmentKind);
  registerSecrets([...Object.values(environment.secrets), environment.admin.password]);
  return environment;
}

/** @throws UsageError `NO_ENVIRONMENT` if nothing is up; HarnessError `SAVED_STATE_UNREADABLE`. */
export function loadEnvironment(runId = newestRun()): Environment {
  const environmentFile = runId === undefined ? undefined : foldersOf(runId).environmentFile;
  if (environmentFile === undefined || !existsSync(environmentFile)) {
    throw new UsageError({
      code: 'NO_ENVIRONMENT',
      message: 'no environment is running in this directory',
      hint: ownCommand('up'),
    });
  }
  return readEnvironment(environmentFile);
}

/** @returns the ids of all runs with a state folder, oldest first. */
export function knownRuns(base = process.cwd()): string[] {
  const folder = resolve(base, '.dify-e2e', 'runs');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => RUN_ID.test(name))
        .sort()
    : [];
}

/** @returns the newest run that has an environment. */
function newestRun(): string | undefined {
  return knownRuns()
    .filter((runId) => existsSync(foldersOf(runId).environmentFile))
    .at(-1);
}

/** @returns the environment file of the newest run that is up in this directory, for starting Playwright by hand. */
export function newestEnvironmentFile(): string | undefined {
  const runId = newestRun();
  return runId === undefined ? undefined : foldersOf(runId).environmentFile;
}

/** Removes the directory with the run's secrets; the report stays. */
export function removeState(folders: RunFolders): void {
  rmSync(folders.state, { recursive: true, force: true });
}
