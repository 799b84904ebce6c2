import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { HarnessError } from './errors.ts';
import { hopeless, pending, ready, readyInTime, unobservable, waitFor } from './wait.ts';

const refused = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6443'), { code: 'ECONNREFUSED' });
const quick = { subject: 'api', timeoutMs: 40, intervalMs: 5 } as const;

test('polls until the subject is ready and returns its value', async () => {
  let looks = 0;
  const poll = async () => (++looks < 3 ? pending('starting') : ready('up'));
  expect(await waitFor({ subject: 'api', timeoutMs: 1000, intervalMs: 1, poll })).toBe('up');
  expect(looks).toBe(3);
});

test('ends at once when the subject is hopeless, with its last lines', async () => {
  const wait = waitFor({ subject: 'api', timeoutMs: 60_000, poll: async () => hopeless('it crashes', ['Traceback']) });
  await expect(wait).rejects.toMatchObject({
    code: 'WAIT_HOPELESS',
    whose: 'harness',
    message: "api can't become ready: it crashes",
    details: ['Traceback'],
  });
});

test('a timeout states subject, budget and the last reason, and belongs to what is waited for', async () => {
  const poll = async () => pending('0 of 2 replicas');
  await expect(waitFor({ ...quick, poll })).rejects.toMatchObject({
    code: 'WAIT_TIMEOUT',
    whose: 'harness',
    message: 'api was not ready within 0.04 s',
    likely: '0 of 2 replicas',
  });
  await expect(waitFor({ ...quick, whose: 'deployment', poll })).rejects.toMatchObject({ whose: 'deployment' });
});

test('a bug in a poll ends the wait immediately, unchanged', async () => {
  let looks = 0;
  const poll = () => {
    looks++;
    return Promise.reject(new TypeError('x is not a function'));
  };
  await expect(waitFor({ subject: 'api', timeoutMs: 60_000, poll })).rejects.toThrow(TypeError);
  expect(looks).toBe(1);
});

test('an error of the deployment is a reason to poll again', async () => {
  let looks = 0;
  const poll = async () => {
    if (++looks < 3) throw new HarnessError({ code: 'NO_READY_POD', message: 'no pod is ready' });
    return ready(looks);
  };
  expect(await waitFor({ ...quick, timeoutMs: 1000, poll })).toBe(3);
});

test.each([
  ['a connection that is refused', () => Promise.reject(refused())],
  ['an API server that says so itself', async () => unobservable('503')],
  ['a look that hangs', () => new Promise<never>(() => undefined)],
])('what could not be observed is never the deployment’s fault: %s', async (_, poll) => {
  const wait = waitFor({ ...quick, whose: 'deployment', poll });
  await expect(wait).rejects.toMatchObject({ code: 'WAIT_UNOBSERVABLE', whose: 'harness' });
});

test('a subject that stays unobservable ends the wait long before its deadline', async () => {
  const started = performance.now();
  const wait = waitFor({ ...quick, timeoutMs: 60_000, unobservableMs: 30, poll: () => Promise.reject(refused()) });
  await expect(wait).rejects.toMatchObject({ code: 'WAIT_UNOBSERVABLE', likely: refused().message });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a subject that becomes observable again is waited for', async () => {
  let looks = 0;
  const poll = async () => {
    if (++looks < 4) throw refused();
    return looks < 6 ? pending('starting') : ready('up');
  };
  expect(await waitFor({ ...quick, timeoutMs: 5000, unobservableMs: 1000, poll })).toBe('up');
});

test('an abort from outside is passed on unchanged', async () => {
  const abort = new AbortController();
  const wait = waitFor({ subject: 'db', timeoutMs: 5000, poll: async () => pending('x') }, abort.signal);
  abort.abort(new Error('interrupted'));
  await expect(wait).rejects.toThrow('interrupted');
});

test('polls leave no listeners behind', async () => {
  let [looks, most] = [0, 0];
  const poll = async (signal: AbortSignal) => {
    most = Math.max(most, getEventListeners(signal, 'abort').length);
    return ++looks < 50 ? pending('starting') : ready(undefined);
  };
  await waitFor({ subject: 'api', timeoutMs: 5000, intervalMs: 1, poll });
  expect(most).toBeLessThanOrEqual(2);
});

test('readyInTime returns false only for a timeout', async () => {
  expect(await readyInTime({ ...quick, poll: async () => ready(1) })).toBe(true);
  expect(await readyInTime({ ...quick, poll: async () => pending('x') })).toBe(false);
  await expect(readyInTime({ ...quick, poll: () => Promise.reject(refused()) })).rejects.toMatchObject({
    code: 'WAIT_UNOBSERVABLE',
  });
});
