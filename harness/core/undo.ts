import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './errors.ts';

/**
 * What has to be undone, in reverse order of its registration. Register the undo before doing the work:
 * work that fails half-way has to be undone too, so every undo is idempotent.
 */
export class Undo {
  readonly #stack = new AsyncDisposableStack();
  readonly #failures: string[] = [];

  /** @param title names the thing in the list of what could not be undone. */
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
   * Undoes all, past failures, within a time budget of its own: a deadline that has passed must not disable it.
   * @returns what could not be undone, a line each.
   */
  async run(budgetMs: number): Promise<readonly string[]> {
    const late = delay(budgetMs, 'late' as const, { ref: false });
    if ((await Promise.race([this.#stack.disposeAsync(), late])) === 'late') {
      this.#failures.push(`not finished within ${budgetMs / 1000} s`);
    }
    return this.#failures;
  }
}
