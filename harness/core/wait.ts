import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError, messageOf, type Whose } from './errors.ts';
import { isTransient } from './transient.ts';

/** What one look at a subject says: it is there, not yet there, will never be there, or could not be looked at. */
export type WaitStatus<T = void> =
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'pending' | 'unobservable'; readonly reason: string }
  | { readonly state: 'hopeless'; readonly reason: string; readonly details?: readonly string[] };

type Unready = Extract<WaitStatus<never>, { state: 'pending' | 'unobservable' }>;

/** A wait is a value: it has a subject, a deadline and, while it lasts, a reason. */
export interface WaitStrategy<T = void> {
  /** Who is waited for, as a noun: `Deployment dify/dify-api`. */
  readonly subject: string;
  readonly timeoutMs: number;
  /** Pause between looks; 250 ms unless told. */
  readonly intervalMs?: number;
  /** Who has to act when the subject is not ready in time, or never will be; the harness unless told. */
  readonly whose?: Whose;
  /** So long in a row the subject may be out of sight; 10 s unless told. It is never the subject's own fault. */
  readonly unobservableMs?: number;
  /**
   * One look. A transient error of the connection means that the subject could not be looked at; an error of the deployment is a
   * reason to look again; any other thrown error is a defect and ends the wait at once.
   */
  poll(signal: AbortSignal): Promise<WaitStatus<T>>;
}

export const ready = <T>(value: T): WaitStatus<T> => ({ state: 'ready', value });
export const pending = (reason: string): Unready => ({ state: 'pending', reason });
export const unobservable = (reason: string): Unready => ({ state: 'unobservable', reason });
export const hopeless = (reason: string, details: readonly string[] = []): WaitStatus<never> => ({
  state: 'hopeless',
  reason,
  details,
});

const UNOBSERVABLE_MS = 10_000;
const NO_ANSWER = unobservable('the last look did not answer');

/**
 * The only poll loop of the harness.
 * @throws HarnessError `WAIT_HOPELESS` when the subject can't recover, `WAIT_TIMEOUT` with the last reason seen, both the
 *   strategy's `whose`; `WAIT_UNOBSERVABLE`, the harness's, when it could not be looked at.
 */
export async function waitFor<T>(strategy: WaitStrategy<T>, signal?: AbortSignal): Promise<T> {
  const deadline = AbortSignal.timeout(strategy.timeoutMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const overdue = aborted(either);
  let last: Unready = pending('nothing was seen yet');
  let seenAt = performance.now();
  while (!either.aborted) {
    const status = await look(strategy, either, overdue);
    if (status.state === 'ready') return status.value;
    if (status.state === 'hopeless') throw hopelessError(strategy, status.reason, status.details);
    last = status;
    if (last.state === 'pending') seenAt = performance.now();
    else if (performance.now() - seenAt > (strategy.unobservableMs ?? UNOBSERVABLE_MS)) break;
    await delay(strategy.intervalMs ?? 250, undefined, { signal: either }).catch(() => undefined);
  }
  signal?.throwIfAborted();
  throw last.state === 'unobservable' ? unobservableError(strategy, last.reason) : timeoutError(strategy, last.reason);
}

/** @returns whether the subject was ready in time. @throws what {@link waitFor} throws, but for `WAIT_TIMEOUT`. */
export async function readyInTime(strategy: WaitStrategy<unknown>, signal?: AbortSignal): Promise<boolean> {
  try {
    await waitFor(strategy, signal);
    return true;
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'WAIT_TIMEOUT') return false;
    throw error;
  }
}

async function look<T>(
  strategy: WaitStrategy<T>,
  signal: AbortSignal,
  overdue: Promise<WaitStatus<never>>,
): Promise<WaitStatus<T>> {
  try {
    return await Promise.race([strategy.poll(signal), overdue]);
  } catch (error) {
    if (signal.aborted) return NO_ANSWER;
    if (error instanceof HarnessError && error.whose === 'deployment') return pending(error.message);
    if (isTransient(error)) return unobservable(messageOf(error));
    throw error;
  }
}

/** One listener for all looks: a look that hangs must not outlive the deadline. */
function aborted(signal: AbortSignal): Promise<WaitStatus<never>> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(NO_ANSWER), { once: true }));
}

function hopelessError(
  { subject, whose = 'harness' }: WaitStrategy<unknown>,
  reason: string,
  details: readonly string[] = [],
): HarnessError {
  const message = `${subject} can't become ready: ${reason}`;
  return new HarnessError({ code: 'WAIT_HOPELESS', whose, message, details });
}

function timeoutError({ subject, timeoutMs, whose = 'harness' }: WaitStrategy<unknown>, likely: string): HarnessError {
  const message = `${subject} was not ready within ${timeoutMs / 1000} s`;
  return new HarnessError({ code: 'WAIT_TIMEOUT', whose, message, likely });
}

function unobservableError({ subject }: WaitStrategy<unknown>, likely: string): HarnessError {
  const message = `${subject} could not be observed, so nothing is known about it`;
  return new HarnessError({ code: 'WAIT_UNOBSERVABLE', message, likely, hint: 'dify-e2e diagnose' });
}
