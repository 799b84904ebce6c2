import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError, messageOf } from './errors.ts';

/** What one look at a subject says: it is there, not yet there, or will never be there. */
export type WaitStatus<T = void> =
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'pending'; readonly reason: string }
  | { readonly state: 'hopeless'; readonly reason: string; readonly details?: readonly string[] };

/** A wait is a value: it has a subject, a deadline and, while it lasts, a reason. */
export interface WaitStrategy<T = void> {
  /** Who is waited for, as a noun: `Deployment dify/dify-api`. */
  readonly subject: string;
  readonly timeoutMs: number;
  /** Pause between looks; 250 ms unless told. */
  readonly intervalMs?: number;
  /** One look. A thrown error counts as pending, with its message as the reason. */
  poll(signal: AbortSignal): Promise<WaitStatus<T>>;
}

export const ready = <T>(value: T): WaitStatus<T> => ({ state: 'ready', value });
export const pending = (reason: string): WaitStatus<never> => ({ state: 'pending', reason });
export const hopeless = (reason: string, details: readonly string[] = []): WaitStatus<never> => ({
  state: 'hopeless',
  reason,
  details,
});

/**
 * The only poll loop of the harness.
 * @throws HarnessError `WAIT_HOPELESS` when the subject can't recover, `WAIT_TIMEOUT` with the last reason seen.
 */
export async function waitFor<T>(strategy: WaitStrategy<T>, signal?: AbortSignal): Promise<T> {
  const deadline = AbortSignal.timeout(strategy.timeoutMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  let last = 'nothing was seen yet';
  while (!either.aborted) {
    const status = await look(strategy, either);
    if (status.state === 'ready') return status.value;
    last = status.reason;
    if (status.state === 'hopeless') throw hopelessError(strategy.subject, status.reason, status.details);
    await delay(strategy.intervalMs ?? 250, undefined, { signal: either }).catch(() => undefined);
  }
  signal?.throwIfAborted();
  throw new HarnessError({
    code: 'WAIT_TIMEOUT',
    message: `${strategy.subject} was not ready within ${strategy.timeoutMs / 1000} s`,
    likely: last,
  });
}

async function look<T>(strategy: WaitStrategy<T>, signal: AbortSignal): Promise<WaitStatus<T>> {
  try {
    return await Promise.race([strategy.poll(signal), aborted(signal)]);
  } catch (error) {
    return pending(messageOf(error));
  }
}

/** A look that hangs must not outlive the deadline. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the last look did not answer')), { once: true });
  });
}

function hopelessError(subject: string, reason: string, details: readonly string[] = []): HarnessError {
  return new HarnessError({
    code: 'WAIT_HOPELESS',
    message: `${subject} can't become ready: ${reason}`,
    details,
  });
}
