import { test as base } from '@playwright/test';
import type { OpenCluster } from '../../harness/index.ts';
import { CHECK, type Declared, INCONCLUSIVE, NOT_APPLICABLE, SKIPPED } from './annotations.ts';

/** Resources that one check at a time may use; otherwise the checks of a phase run in parallel (Playwright's test locks). */
export type Lock = 'sandbox-workers';

/**
 * Declares a check; catalogue, plan, report and blocking are derived from it:
 * `test('claim in plain words', check({ id, claims, … }), async ({ http, note }) => { … })`.
 */
export function check({ lock = [], ...declaration }: Declared & { lock?: Lock | readonly Lock[] }) {
  return { annotation: { type: CHECK, description: JSON.stringify(declaration) }, lock: [lock].flat() };
}

/** Ends the check without a result: it could not decide. A mandatory one makes the verdict INCONCLUSIVE. */
export function inconclusive(reason: string): never {
  return end(INCONCLUSIVE, reason);
}

/** Ends the check because it can't be carried out here. A mandatory one makes the verdict INCONCLUSIVE. */
export function skip(reason: string): never {
  return end(SKIPPED, reason);
}

/** Ends the check because the set does not have what it is about; the verdict does without it. */
export function notApplicable(reason: string): never {
  return end(NOT_APPLICABLE, reason);
}

/** Skips a check that needs access to the nodes if the cluster's provider gives none. */
export function requireNodeAccess({ name, node }: Pick<OpenCluster, 'name' | 'node'>): void {
  if (!node) skip(`the nodes of cluster ${name} can't be accessed`);
}

function end(type: string, reason: string): never {
  base.info().annotations.push({ type, description: reason });
  base.skip(true, reason);
  throw new Error('unreachable: skip() does not return');
}

/**
 * Fails the check if there are problems: the first one is the reason, the rest are details.
 * @throws Error with one problem per line.
 */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
