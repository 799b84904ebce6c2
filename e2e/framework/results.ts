import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkStateKind, type EndState, plannedKind, readSaved, writeSaved } from '../../harness/index.ts';

/** Directory of the results for the harness and for later checks; `undefined` if a check is run by hand. */
export function resultsFolder(): string | undefined {
  return process.env.DIFY_E2E_RESULTS || undefined;
}

const stateFile = (folder: string, id: string): string => join(folder, 'states', `${id}.json`);

/** Saves how a check ended, for those that depend on it. */
export function saveState(folder: string, id: string, state: EndState): void {
  mkdirSync(join(folder, 'states'), { recursive: true });
  writeSaved(stateFile(folder, id), checkStateKind, { state });
}

export function forgetState(folder: string, id: string): void {
  rmSync(stateFile(folder, id), { force: true });
}

/** @returns how the check ended; `undefined` if it has not run. */
export function stateOf(folder: string, id: string): EndState | undefined {
  const file = stateFile(folder, id);
  return existsSync(file) ? readSaved(file, checkStateKind).state : undefined;
}

const plannedFile = (folder: string): string => join(folder, 'planned.json');

/** Saves which checks this invocation runs, replacing those of an earlier one. */
export function savePlanned(folder: string, ids: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeSaved(plannedFile(folder), plannedKind, { ids });
}

/** @returns whether this invocation runs the check, so that its state exists or will exist. */
export function isPlanned(folder: string, id: string): boolean {
  const file = plannedFile(folder);
  return existsSync(file) && readSaved(file, plannedKind).ids.includes(id);
}

/** Why a check cannot run: a dependency failed, or was itself not decided. */
export type Obstacle =
  | { readonly kind: 'blocked'; readonly by: string; readonly reason: string }
  | { readonly kind: 'inconclusive'; readonly reason: string };

/**
 * A failed or blocked dependency blocks; one that was skipped or inconclusive makes this check inconclusive, since nothing is known
 * to be wrong; one that has not run doesn't count, because then this check is run by hand.
 */
export function obstacleOf(folder: string, dependsOn: readonly string[]): Obstacle | undefined {
  const states = dependsOn.map((id) => ({ id, state: stateOf(folder, id) }));
  const broken = states.find(({ state }) => state === 'failed' || state === 'blocked');
  if (broken) return { kind: 'blocked', by: broken.id, reason: `${broken.id} ${broken.state}` };
  const silent = states.find(({ state }) => state === 'skipped' || state === 'inconclusive');
  return silent && { kind: 'inconclusive', reason: `${silent.id} was ${silent.state}` };
}
