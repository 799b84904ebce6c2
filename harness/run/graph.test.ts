import { expect, test } from 'vitest';
import { type Action, runGraph, SubjectFailure } from './graph.ts';

const signal = new AbortController().signal;
const action = (id: string, dependsOn: string[], run: Action['run'] = async () => undefined): Action => ({
  id,
  title: id,
  dependsOn,
  timeoutMs: 1000,
  run,
});
const states = async (actions: Action[]) => {
  const outcomes = await runGraph(actions, { signal, onEvent: () => undefined });
  return Object.fromEntries(outcomes.map(({ record }) => [record.id, record.state]));
};

test('an action starts only when what it depends on is done', async () => {
  const order: string[] = [];
  const log = (id: string) => async () => void order.push(id);
  await states([action('c', ['b'], log('c')), action('b', ['a'], log('b')), action('a', [], log('a'))]);
  expect(order).toEqual(['a', 'b', 'c']);
});

test('a failure blocks only what leans on it, and the cause is the first one', async () => {
  const fail = async () => Promise.reject(new Error('no disk'));
  const outcomes = await runGraph(
    [action('images', [], fail), action('cluster', ['images']), action('ready', ['cluster']), action('lint', [])],
    { signal, onEvent: () => undefined },
  );
  expect(outcomes.map(({ record }) => [record.id, record.state, record.reason?.split('\n')[0]])).toEqual([
    ['images', 'failed', expect.stringContaining('no disk')],
    ['cluster', 'blocked', 'blocked by images'],
    ['ready', 'blocked', 'blocked by images'],
    ['lint', 'done', undefined],
  ]);
});

test("the deployment's own failure is no harness error", async () => {
  const [outcome] = await runGraph(
    [action('ready', [], async () => Promise.reject(new SubjectFailure('api crashes', 'deploy-ready')))],
    { signal, onEvent: () => undefined },
  );
  expect(outcome?.record).toMatchObject({ state: 'failed', failedCheck: 'deploy-ready' });
  expect(outcome?.harnessError).toBeUndefined();
});

test('independent actions overlap', async () => {
  let atOnce = 0;
  let most = 0;
  const overlap = async () => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
  };
  await states([action('a', [], overlap), action('b', [], overlap)]);
  expect(most).toBe(2);
});

test('an action that hangs is failed at its deadline', async () => {
  const hang: Action['run'] = ({ signal: abort }) =>
    new Promise((_, reject) => abort.addEventListener('abort', () => reject(abort.reason)));
  const [outcome] = await runGraph([{ ...action('pull', [], hang), timeoutMs: 20 }], {
    signal,
    onEvent: () => undefined,
  });
  expect(outcome?.record.reason).toMatch(/STEP_TIMEOUT/);
});

test('an action that only comes after another runs even when that one failed', async () => {
  const fail = async () => Promise.reject(new Error('not ready'));
  const evidence = { ...action('evidence', []), after: ['ready'] };
  expect(await states([action('ready', [], fail), evidence])).toEqual({ ready: 'failed', evidence: 'done' });
});
