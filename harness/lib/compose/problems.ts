import { UsageError } from '../errors/index.ts';
import { shown } from '../text/index.ts';
import type { ComposePlace } from './types.ts';

/** What can be wrong with a Compose deployment; each is the code of an error. */
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
  COMPOSE_NOT_FOUND: 'give the file with --compose FILE',
  COMPOSE_UNREADABLE: 'mend the lines above, then: docker compose config',
  COMPOSE_INVALID: 'mend the lines above, then: docker compose config',
  COMPOSE_INTERPOLATION: 'write ${NAME} or ${NAME:-default}, and $$ for a $ itself',
  COMPOSE_ENV_FILE_INVALID: 'write NAME=value on each line, and close every quote',
  COMPOSE_ENV_FILE_MISSING: 'put the file there, or make it optional: env_file: [{path: …, required: false}]',
  COMPOSE_INCLUDE_MISSING: 'put the file there, or take it out of include',
  COMPOSE_EXTENDS_MISSING: 'name a service that is there: extends: {service: …, file: …}',
  COMPOSE_CYCLE: 'take one of the references above out',
};

/** So many are named one by one; whoever has more has one cause for most of them. */
const SHOWN_PROBLEMS = 100;

/** Collects what is wrong, so that a person sees all of it at once. */
export class Problems {
  readonly #lines = new Map<string, ComposeFault>();

  /** @param at where; undefined where no line says it. */
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
