import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkStateKind, plannedKind, type ResultState, readSaved, writeSaved } from '../../harness/index.ts';

/** Folder in which results are kept for the harness and for later checks; `undefined` when a check is run by hand. */
export function resultsFolder(): string | undefined {
  return process.env.DIFY_E2E_RESULTS || undefined;
}

const stateFile = (folder: string, id: string): string => join(folder, 'states', `${id}.json`);

/** Remembers how a check ended, for those that depend on it. */
export function saveState(folder: string, id: string, state: ResultState): void {
  mkdirSync(join(folder, 'states'), { recursive: true });
  writeSaved(stateFile(folder, id), checkStateKind, { state });
}

export function forgetState(folder: string, id: string): void {
  rmSync(stateFile(folder, id), { force: true });
}

/** @returns how the check ended; `undefined` where it has not run. */
export function stateOf(folder: string, id: string): ResultState | undefined {
  const file = stateFile(folder, id);
  return existsSync(file) ? readSaved(file, checkStateKind).state : undefined;
}

const plannedFile = (folder: string): string => join(folder, 'planned.json');

/** Remembers which checks this invocation runs, in place of those of an earlier one. */
export function savePlanned(folder: string, ids: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeSaved(plannedFile(folder), plannedKind, { ids });
}

/** @returns whether this invocation runs the check: then its state comes, if it is not there yet. */
export function isPlanned(folder: string, id: string): boolean {
  const file = plannedFile(folder);
  return existsSync(file) && readSaved(file, plannedKind).ids.includes(id);
}

/** What stands in a check's way: nothing, a dependency that failed, or one that could not tell. */
export type Obstacle =
  | { readonly kind: 'blocked'; readonly by: string; readonly reason: string }
  | { readonly kind: 'inconclusive'; readonly reason: string };

/**
 * A failed or blocked dependency blocks; one that was skipped or inconclusive makes this one inconclusive, since nothing is known to
 * be wrong; one that has not run at all doesn't count: then someone runs this check by hand.
 */
export function obstacleOf(folder: string, dependsOn: readonly string[]): Obstacle | undefined {
  const states = dependsOn.map((id) => ({ id, state: stateOf(folder, id) }));
  const broken = states.find(({ state }) => state === 'failed' || state === 'blocked');
  if (broken) return { kind: 'blocked', by: broken.id, reason: `${broken.id} ${broken.state}` };
  const silent = states.find(({ state }) => state === 'skipped' || state === 'inconclusive');
  return silent && { kind: 'inconclusive', reason: `${silent.id} was ${silent.state}` };
}
