import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import { predecessorsOf } from '../../run/define-plan.ts';
import { runGraph, SubjectFailure } from '../../run/graph.ts';
import { type ChangePlan, changed, runPlan } from '../../run/plan.ts';
import { prepare, type Session } from '../../run/session.ts';
import type { Setup } from '../../run/setup.ts';
import type { RecordParts, Step } from '../../run/step.ts';
import { breaking } from './broken-plan.ts';

const { signal } = new AbortController();
const setup = { plan: { items: [] } } as unknown as Setup;
let session: Session;
beforeAll(async () => {
  session = await prepare({ loaded: loadConfig('configs/rehearsal.yaml'), profile: 'quick' });
});

/** A run whose steps do nothing, but for the files, which are refused; changed after that. */
const planWith = (change: ChangePlan) => {
  const plan = runPlan({ session, signal, report: () => undefined }, setup);
  const parts: RecordParts = { waivers: [] };
  const idle = (step: Step): Step => ({
    ...step,
    async run(_, context) {
      if (step.id !== 'static') return;
      context.add(parts);
      throw new SubjectFailure('no such key', 'lint-secret-key-missing');
    },
  });
  return changed(
    changed(plan, (steps) => steps.map(idle)),
    change,
  );
};

describe.each([
  ['in the files', {}],
  ['that stops a stand-in', { stop: 'postgres' }],
] as const)('a breakage %s', (_, breakage) => {
  test('is run without failover and load', () => {
    const ids = planWith(breaking(breakage)).steps.map(({ id }) => id);
    expect(ids).toContain('smoke');
    for (const id of ['failover', 'load']) expect(ids).not.toContain(id);
  });

  test('is deployed although the files refute it, and the record says nothing of what they tell', async () => {
    const plan = changed(planWith(breaking(breakage)), (steps) =>
      steps.map((step) => (step.id === 'fault' ? { ...step, run: async () => undefined } : step)),
    );
    const { outcomes } = await runGraph(plan, { signal, onEvent: () => undefined });
    expect(outcomes.map(({ record }) => record.state).filter((state) => state !== 'done')).toEqual([]);
    expect(outcomes.flatMap(({ parts }) => parts)).toEqual([]);
  });
});

test('a stand-in is stopped once everything is ready, before the first check', () => {
  const { steps } = planWith(breaking({ stop: 'postgres' }));
  const before = (id: string) => {
    const step = steps.find((candidate) => candidate.id === id);
    return step ? predecessorsOf(step, steps).map((other) => other.id) : [];
  };
  expect(before('fault')).toContain('ready');
  expect(before('foundation')).toContain('fault');
  expect(before('smoke')).toContain('foundation');
});

test('a bug of the harness during the static checks is not a breakage', async () => {
  const plan = changed(
    planWith((steps) => steps),
    (steps) =>
      breaking({})(
        steps.map((step) =>
          step.id === 'static' ? { ...step, run: async () => Promise.reject(new Error('bug')) } : step,
        ),
      ),
  );
  const { outcomes } = await runGraph(plan, { signal, onEvent: () => undefined });
  expect(outcomes.find(({ record }) => record.id === 'static')?.record.state).toBe('failed');
});
