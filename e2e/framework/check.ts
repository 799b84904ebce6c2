import { test as base } from '@playwright/test';
import type { OpenCluster } from '../../harness/index.ts';
import { CHECK, type Declared, INCONCLUSIVE, SKIPPED } from './annotations.ts';

/** Things that bear one check at a time; all other checks of a phase run side by side (Playwright's test locks). */
export type Lock = 'sandbox-workers';

/**
 * Declares a check, once; catalogue, plan, report and blocking come from it:
 * `test('claim in plain words', check({ id, claims, … }), async ({ http, note }) => { … })`.
 */
export function check({ lock = [], ...declaration }: Declared & { lock?: Lock | readonly Lock[] }) {
  return { annotation: { type: CHECK, description: JSON.stringify(declaration) }, lock: [lock].flat() };
}

/** Ends the check without a result: it could not find out. A mandatory one makes the verdict INCONCLUSIVE. */
export function inconclusive(reason: string): never {
  return end(INCONCLUSIVE, reason);
}

/** Ends the check because it does not apply here. A mandatory one makes the verdict INCONCLUSIVE. */
export function skip(reason: string): never {
  return end(SKIPPED, reason);
}

/** Ends a check that must act on the nodes themselves where the cluster's provider gives no access to them. */
export function requireNodeAccess({ name, node }: Pick<OpenCluster, 'name' | 'node'>): void {
  if (!node) skip(`the nodes of cluster ${name} can't be accessed`);
}

function end(type: string, reason: string): never {
  base.info().annotations.push({ type, description: reason });
  base.skip(true, reason);
  throw new Error('unreachable: skip() does not return');
}

/**
 * Fails the check when something is wrong, naming all of it: the first problem is the reason, the rest are details.
 * @throws Error with one problem a line.
 */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
