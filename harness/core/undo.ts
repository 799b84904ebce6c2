import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './errors.ts';

/**
 * Undo actions, run in reverse order of registration. Register the undo before doing the work:
 * work that fails half-way must be undone too, so every undo must be idempotent.
 */
export class Undo {
  readonly #stack = new AsyncDisposableStack();
  readonly #failures: string[] = [];

  /** @param title name of the thing in the list of failures. */
  add(title: string, undo: () => Promise<void>): void {
    this.#stack.defer(async () => {
      try {
        await undo();
      } catch (error) {
        this.#failures.push(`${title}: ${messageOf(error)}`);
      }
    });
  }

  /**
   * Runs all undo actions, continuing after failures, within its own time budget: an expired deadline must not disable it.
   * @returns what could not be undone, one line each.
   */
  async run(budgetMs: number): Promise<readonly string[]> {
    const late = delay(budgetMs, 'late' as const, { ref: false });
    if ((await Promise.race([this.#stack.disposeAsync(), late])) === 'late') {
      this.#failures.push(`not finished within ${budgetMs / 1000} s`);
    }
    return this.#failures;
  }
}
