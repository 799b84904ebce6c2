import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError, messageOf, type Whose } from './errors.ts';
import { ownCommand } from './own-command.ts';
import { isTransient } from './transient.ts';

/** Result of one poll: ready, not ready yet, never going to be ready, or not observable. */
export type WaitStatus<T = void> =
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'pending' | 'unobservable'; readonly reason: string }
  | { readonly state: 'hopeless'; readonly reason: string; readonly details?: readonly string[] };

type Unready = Extract<WaitStatus<never>, { state: 'pending' | 'unobservable' }>;

/** What to wait for, how to poll it, and for how long. */
export interface WaitStrategy<T = void> {
  /** What is waited for, as a noun: `Deployment dify/dify-api`. */
  readonly subject: string;
  readonly timeoutMs: number;
  /** Interval between polls; default 250 ms. */
  readonly intervalMs?: number;
  /** Who has to act if the subject is not ready in time, or never will be; default: the harness. */
  readonly whose?: Whose;
  /** How long the subject may be unobservable without interruption; default 10 s. This is never the subject's fault. */
  readonly unobservableMs?: number;
  /**
   * Polls once. A transient connection error means that the subject could not be observed; an error of the deployment is a
   * reason to poll again; any other error is a bug and ends the wait at once.
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
const NO_ANSWER = unobservable('the last poll got no response');

/**
 * The only poll loop of the harness.
 * @throws HarnessError `WAIT_HOPELESS` if the subject can't recover, `WAIT_TIMEOUT` with the last reason, both with the
 *   strategy's `whose`; `WAIT_UNOBSERVABLE`, owned by the harness, if it could not be observed.
 */
export async function waitFor<T>(strategy: WaitStrategy<T>, signal?: AbortSignal): Promise<T> {
  const deadline = AbortSignal.timeout(strategy.timeoutMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const overdue = aborted(either);
  let last: Unready = pending('nothing observed yet');
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

/** @returns whether the subject was ready in time. @throws what {@link waitFor} throws, except `WAIT_TIMEOUT`. */
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

/** One listener for all polls: a hanging poll must not outlive the deadline. */
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
  const message = `${subject} could not be observed, so its state is unknown`;
  return new HarnessError({ code: 'WAIT_UNOBSERVABLE', message, likely, hint: ownCommand('diagnose') });
}
