import { expect, test } from 'vitest';
import { hopeless, pending, ready, waitFor } from './wait.ts';

test('looks until the subject is ready and hands out its value', async () => {
  let looks = 0;
  const poll = async () => (++looks < 3 ? pending('starting') : ready('up'));
  expect(await waitFor({ subject: 'api', timeoutMs: 1000, intervalMs: 1, poll })).toBe('up');
  expect(looks).toBe(3);
});

test('ends at once when the subject is hopeless, with its last lines', async () => {
  const wait = waitFor({ subject: 'api', timeoutMs: 60_000, poll: async () => hopeless('it crashes', ['Traceback']) });
  await expect(wait).rejects.toMatchObject({
    code: 'WAIT_HOPELESS',
    message: "api can't become ready: it crashes",
    details: ['Traceback'],
  });
});

test('a time-out states subject, budget and the last reason', async () => {
  const wait = waitFor({ subject: 'api', timeoutMs: 30, intervalMs: 5, poll: async () => pending('0 of 2 replicas') });
  await expect(wait).rejects.toMatchObject({
    code: 'WAIT_TIMEOUT',
    message: 'api was not ready within 0.03 s',
    likely: '0 of 2 replicas',
  });
});

test('a thrown error is a reason to go on, and a look that hangs does not outlive the deadline', async () => {
  const throwing = waitFor({
    subject: 'db',
    timeoutMs: 30,
    intervalMs: 5,
    poll: () => Promise.reject(new Error('refused')),
  });
  await expect(throwing).rejects.toMatchObject({ likely: 'refused' });
  const hanging = waitFor({ subject: 'db', timeoutMs: 30, poll: () => new Promise<never>(() => undefined) });
  await expect(hanging).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
});

test('an abort from outside is passed on as it is', async () => {
  const abort = new AbortController();
  const wait = waitFor({ subject: 'db', timeoutMs: 5000, poll: async () => pending('x') }, abort.signal);
  abort.abort(new Error('interrupted'));
  await expect(wait).rejects.toThrow('interrupted');
});
