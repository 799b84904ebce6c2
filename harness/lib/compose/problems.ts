import { UsageError } from '../errors/index.ts';
import { shown } from '../text/index.ts';
import type { ComposePlace } from './types.ts';

/** What can be wrong with a Compose deployment; each value is an error code. */
export type ComposeFault =
  | 'COMPOSE_NOT_FOUND'
  | 'COMPOSE_UNREADABLE'
  | 'COMPOSE_INVALID'
  | 'COMPOSE_INTERPOLATION'
  | 'COMPOSE_ENV_FILE_INVALID'
  | 'COMPOSE_ENV_FILE_MISSING'
  | 'COMPOSE_INCLUDE_MISSING'
  | 'COMPOSE_EXTENDS_MISSING'
  | 'COMPOSE_CYCLE';

const HINTS: Readonly<Record<ComposeFault, string>> = {
  COMPOSE_NOT_FOUND: 'pass the file with --compose FILE',
  COMPOSE_UNREADABLE: 'fix the lines above, then check with: docker compose config',
  COMPOSE_INVALID: 'fix the lines above, then check with: docker compose config',
  COMPOSE_INTERPOLATION: 'write ${NAME} or ${NAME:-default}, and $$ for a literal $',
  COMPOSE_ENV_FILE_INVALID: 'write NAME=value on each line, and close every quote',
  COMPOSE_ENV_FILE_MISSING: 'create the file, or make it optional: env_file: [{path: …, required: false}]',
  COMPOSE_INCLUDE_MISSING: 'create the file, or remove it from include',
  COMPOSE_EXTENDS_MISSING: 'name an existing service: extends: {service: …, file: …}',
  COMPOSE_CYCLE: 'remove one of the references above',
};

/** Maximum number of problems listed; beyond that, most have the same cause. */
const SHOWN_PROBLEMS = 100;

/** Collects problems, so that users see all of them at once. */
export class Problems {
  readonly #lines = new Map<string, ComposeFault>();

  /** @param at the place; undefined if there is none. */
  add(fault: ComposeFault, at: ComposePlace | undefined, message: string): void {
    this.#lines.set(at ? `${at.file}:${at.position.line}: ${message}` : message, fault);
  }

  get none(): boolean {
    return this.#lines.size === 0;
  }

  /** @throws UsageError with the code of the first problem and every problem as `file:line: message`. */
  throwIfAny(file: string): void {
    const [first] = this.#lines;
    if (!first) return;
    const [, code] = first;
    const lines = [...this.#lines.keys()];
    const rest = lines.length - SHOWN_PROBLEMS;
    throw new UsageError({
      code,
      message: `${lines.length} problem(s) in the Compose deployment ${shown(file)}`,
      details: [...lines.slice(0, SHOWN_PROBLEMS), ...(rest > 0 ? [`and ${rest} more`] : [])],
      hint: HINTS[code],
    });
  }
}
