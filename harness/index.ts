/** The one public door of the harness: what `e2e/` and `playwright.config.ts` may use. */
export { explain, HarnessError, messageOf } from './core/errors.ts';
export { redact, registerSecrets } from './core/redact.ts';
export { hopeless, pending, ready, type WaitStatus, type WaitStrategy, waitFor } from './core/wait.ts';
export type {
  Artifact,
  CheckDeclaration,
  CheckRecord,
  Effect,
  Measurement,
  Phase,
  Result,
  Severity,
} from './model/check.ts';
export { PHASES } from './model/check.ts';
