import { expect, onTestFinished, test } from 'vitest';
import { type HealthProbe, HealthWatch } from './health-watch.ts';

const QUICK = { intervalMs: 5, answerMs: 50, toleranceMs: 60, silenceMs: 200 } as const;

/** A part whose state the test sets. */
function part(name: string) {
  const state = { reason: undefined as string | undefined, looks: 0, hangs: false };
  const probe: HealthProbe = {
    part: name,
    look: async () => {
      state.looks++;
      return state.hangs ? new Promise(() => undefined) : state.reason;
    },
  };
  return { state, probe };
}

function watch(...probes: HealthProbe[]): HealthWatch {
  const watching = new HealthWatch(probes, QUICK);
  onTestFinished(() => watching[Symbol.asyncDispose]());
  return watching;
}

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

test('a part that stays broken ends the run as the machine’s fault, naming part and reason', async () => {
  const api = part('API server');
  const watching = watch(api.probe);
  api.state.reason = 'connection refused';
  expect(await aborted(watching.signal)).toMatchObject({
    code: 'CLUSTER_UNHEALTHY',
    whose: 'machine',
    message: 'API server is broken: connection refused',
  });
});

test('a part that does not respond is broken, and so is one that throws', async () => {
  const silent = part('kubelet');
  silent.state.hangs = true;
  expect(await aborted(watch(silent.probe).signal)).toMatchObject({ message: expect.stringContaining('no answer') });
  const throwing = { part: 'engine', look: () => Promise.reject(new Error('ECONNREFUSED')) };
  expect(await aborted(watch(throwing).signal)).toMatchObject({ message: 'engine is broken: ECONNREFUSED' });
});

test('a part that is only slow is given more time than one that refuses', async () => {
  const [slow, refusing] = [part('API server'), part('kubelet')];
  slow.state.hangs = true;
  const [slowly, quickly] = [watch(slow.probe), watch(refusing.probe)];
  refusing.state.reason = 'connection refused';
  await aborted(quickly.signal);
  expect(slowly.signal.aborted).toBe(false);
});

test('a healthy part never excuses a failure', async () => {
  const { state, probe } = part('API server');
  const watching = watch(probe);
  const before = state.looks;
  expect(await watching.incidentSince(Date.now() - 1000)).toBeUndefined();
  expect(state.looks).toBeGreaterThan(before);
  expect(watching.signal.aborted).toBe(false);
});

test('a failure is explained by what broke, once that is certain', async () => {
  const { state, probe } = part('API server');
  const watching = watch(probe);
  state.reason = 'connection refused';
  expect(await watching.incidentSince(Date.now())).toMatchObject({ part: 'API server', reason: 'connection refused' });
  expect(watching.signal.aborted).toBe(true);
});

test('what is broken on purpose is not an incident', async () => {
  const { state, probe } = part('stand-in postgres');
  const watching = watch(probe);
  watching.ignore('stand-in postgres');
  state.reason = 'exited';
  expect(await watching.incidentSince(Date.now())).toBeUndefined();
});
