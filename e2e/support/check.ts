import { test as base } from '@playwright/test';
import { type Annotation, CHECK, type Declared, INCONCLUSIVE, SKIPPED } from './annotations.ts';

/**
 * Declares a check, once; catalogue, plan, report and blocking come from it:
 * `test('claim in plain words', check({ id, claims, … }), async ({ http, note }) => { … })`.
 */
export function check(declaration: Declared): { annotation: Annotation } {
  return { annotation: { type: CHECK, description: JSON.stringify(declaration) } };
}

/** Ends the check without a result: it could not find out. A mandatory one makes the verdict INCONCLUSIVE. */
export function inconclusive(reason: string): never {
  return end(INCONCLUSIVE, reason);
}

/** Ends the check because it does not apply here. A mandatory one makes the verdict INCONCLUSIVE. */
export function skip(reason: string): never {
  return end(SKIPPED, reason);
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
