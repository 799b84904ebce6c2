import { z } from 'zod';
import { ownCommand, playwrightCommand } from '../own-command.ts';
import type { SavedKind } from '../saved.ts';
import type { CheckDeclaration, CheckRecord, ResultState } from './check.ts';
import { checkDeclarationSchema, rawCheckSchema } from './schemas.ts';

/** `checks-<phase>.json`: what the specs of a phase write for the harness. */
export const phaseResultsKind: SavedKind<{ readonly checks: readonly Omit<CheckRecord, 'leanedOn'>[] }> = {
  schema: 'dify-e2e/checks/1',
  shape: z.object({ checks: z.array(rawCheckSchema) }),
  next: ownCommand('test'),
};

/** The declarations of the specs, from listing them. */
export const catalogueKind: SavedKind<{ readonly checks: readonly CheckDeclaration[] }> = {
  schema: 'dify-e2e/catalogue/1',
  shape: z.object({ checks: z.array(checkDeclarationSchema) }),
  next: playwrightCommand('--list'),
};

const STATES = [
  'passed',
  'failed',
  'flaky',
  'skipped',
  'not-applicable',
  'blocked',
  'inconclusive',
] as const satisfies EndState[];

/** How a check ended, as those that depend on it see it: one that does not apply is in nobody's way. */
export type EndState = ResultState | 'not-applicable';

/** Result of one check, for its dependents. */
export const checkStateKind: SavedKind<{ readonly state: EndState }> = {
  schema: 'dify-e2e/check-state/1',
  shape: z.object({ state: z.enum(STATES) }),
  next: ownCommand('test'),
};

/** Which checks one invocation runs. */
export const plannedKind: SavedKind<{ readonly ids: readonly string[] }> = {
  schema: 'dify-e2e/planned/1',
  shape: z.object({ ids: z.array(z.string()) }),
  next: ownCommand('test'),
};
