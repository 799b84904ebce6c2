import { describe, expect, test } from 'vitest';
import { HarnessError } from '../core/errors.ts';
import { definePlan } from './define-plan.ts';
import { type GraphEvent, runGraph, SubjectFailure } from './graph.ts';
import { defineStep, type Step, type StepContext } from './step.ts';
import { token } from './token.ts';

const { signal } = new AbortController();
const disk = token('disk').of<number>();
const image = token('image').of<string>();
const pods = token('pods').of<void>();
const nothing = async () => undefined;

type Work = (context: StepContext) => Promise<unknown>;
const step = (id: string, takes: Step['takes'], gives: Step['gives'], work: Work = nothing): Step => ({
  ...{ id, title: id, takes, timeoutMs: 1000 },
  ...(gives ? { gives } : {}),
  run: (_, context) => work(context),
});
const fails = (error: unknown) => async () => Promise.reject(error);
const run = (steps: readonly Step[], abort = signal, onEvent: (event: GraphEvent) => void = () => undefined) =>
  runGraph(definePlan(steps), { signal: abort, onEvent });
const states = async (steps: readonly Step[]) => {
  const { outcomes } = await run(steps);
  return Object.fromEntries(outcomes.map(({ record }) => [record.id, record.state]));
};

describe('order', () => {
  test('a step starts when its inputs are available, wherever it is in the list, and gets the values', async () => {
    const make = defineStep({ ...base('make'), takes: [], gives: disk, run: async () => 20 });
    const build = defineStep({
      ...{ ...base('build'), takes: [disk], gives: image },
      run: async (taken) => `image on ${taken.disk}`,
    });
    const use = defineStep({
      ...{ ...base('use'), takes: [disk, image] },
      run: async (taken, { note }) => note(`${taken.image}, ${taken.disk}`),
    });
    const result = await runGraph(definePlan([use, build, make]), { signal, onEvent: () => undefined });
    expect(result.outcomes[0]?.record).toMatchObject({ id: 'use', state: 'done', notes: ['image on 20, 20'] });
    expect(result.value(image)).toBe('image on 20');
  });

  test('independent steps overlap', async () => {
    let atOnce = 0;
    let most = 0;
    const overlap = async () => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    };
    await states([step('a', [], disk), step('b', [disk], image, overlap), step('c', [disk], pods, overlap)]);
    expect(most).toBe(2);
  });

  test('a step that only comes after another one runs even when that one failed', async () => {
    const evidence = { ...step('evidence', [], undefined), after: ['ready'] };
    const ended: string[] = [];
    await run([evidence, step('ready', [], pods, fails(new Error('not ready')))], signal, (event) => {
      if (event.type === 'ended') ended.push(`${event.id} ${event.record.state}`);
    });
    expect(ended).toEqual(['ready failed', 'evidence done']);
  });
});

describe('a step that fails', () => {
  test('blocks only what needs its outputs, with the first cause', async () => {
    const { outcomes, value } = await run([
      step('images', [], image, fails(new Error('no disk'))),
      step('cluster', [image], pods),
      step('ready', [pods], undefined),
      step('lint', [], disk, async () => 7),
    ]);
    expect(outcomes.map(({ record: { id, state, blockedBy } }) => [id, state, blockedBy])).toEqual([
      ['images', 'failed', undefined],
      ['cluster', 'blocked', 'images'],
      ['ready', 'blocked', 'images'],
      ['lint', 'done', undefined],
    ]);
    expect(outcomes[0]?.record.reason).toContain('no disk');
    expect([value(image), value(disk)]).toEqual([undefined, 7]);
  });

  test('because of the deployment is not a harness error, and blocks in the same way', async () => {
    const crash = new SubjectFailure('api crashes', 'deploy-ready');
    const { outcomes } = await run([step('ready', [], pods, fails(crash)), step('smoke', [pods], undefined)]);
    expect(outcomes[0]?.record).toMatchObject({ state: 'failed', reason: 'api crashes', failedCheck: 'deploy-ready' });
    expect(outcomes[1]?.record).toMatchObject({ state: 'blocked', blockedBy: 'ready' });
    expect(outcomes.map(({ harnessError }) => harnessError)).toEqual([undefined, undefined]);
  });

  test('keeps what it had added to the record', async () => {
    const work: Work = async ({ add }) => {
      add({ waivers: [] });
      throw new Error('later');
    };
    expect((await run([step('static', [], pods, work)])).outcomes[0]).toMatchObject({
      parts: [{ waivers: [] }],
      harnessError: expect.objectContaining({ message: 'later' }),
    });
  });

  test('by hanging is ended at its deadline, as its own timeout', async () => {
    const hang: Work = ({ signal: abort }) =>
      new Promise((_, reject) => abort.addEventListener('abort', () => reject(abort.reason)));
    const { outcomes } = await run([{ ...step('pull', [], image, hang), timeoutMs: 20 }, step('load', [image], pods)]);
    expect(outcomes[0]?.record.reason).toMatch(/STEP_TIMEOUT: "pull" did not finish within 0.02 s/);
    expect(outcomes[1]?.record).toMatchObject({ state: 'blocked', blockedBy: 'pull' });
  });
});

test('an interruption ends what runs, and starts nothing more', async () => {
  const abort = new AbortController();
  const started: string[] = [];
  const hang: Work = ({ signal: ended }) =>
    new Promise((_, reject) => {
      ended.addEventListener('abort', () => reject(ended.reason));
      abort.abort(new HarnessError({ code: 'INTERRUPTED', message: 'interrupted by SIGINT' }));
    });
  const later = { ...step('later', [], undefined, async () => void started.push('later')), after: ['running'] };
  const { outcomes } = await run(
    [step('running', [], pods, hang), later, step('never', [pods], undefined)],
    abort.signal,
  );
  expect(started).toEqual([]);
  expect(outcomes.map(({ record: { id, state } }) => [id, state])).toEqual([
    ['running', 'failed'],
    ['later', 'skipped'],
    ['never', 'blocked'],
  ]);
  expect(outcomes[1]?.record.reason).toBe('interrupted by SIGINT');
});

function base(id: string) {
  return { id, title: id, timeoutMs: 1000 };
}
