import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { PHASES } from '../core/model/check.ts';
import type { Environment } from '../environment/environment.ts';
import type { RunContext } from './context.ts';
import { dependenciesOf, type Plan, predecessorsOf } from './define-plan.ts';
import { runGraph } from './graph.ts';
import { changed, checksPlan, runPlan, upPlan } from './plan.ts';
import { prepare, type Session } from './session.ts';
import type { Setup } from './setup.ts';
import type { Step } from './step.ts';

const { signal } = new AbortController();
const setup = { cacheDir: '/nowhere', plan: { items: [] } } as unknown as Setup;
const environment = { runId: 'r1' } as Environment;
let session: Session;
beforeAll(async () => {
  session = await prepare({ loaded: loadConfig('configs/rehearsal.yaml'), profile: 'quick' });
});

const context = (): RunContext => ({ session, signal, report: () => undefined });
const whole = () => runPlan(context(), setup);
const ids = ({ steps }: Plan) => steps.map(({ id }) => id);
/** The plan with steps that do nothing but this. */
const idle = (plan: Plan, run: (step: Step) => Promise<unknown>): Plan =>
  changed(plan, (steps) => steps.map((step) => ({ ...step, run: () => run(step) })));

/** @returns the order in which the steps run when each does nothing. */
async function orderOf(plan: Plan): Promise<string[]> {
  const order: string[] = [];
  await runGraph(
    idle(plan, async ({ id }) => void order.push(id)),
    { signal, onEvent: () => undefined },
  );
  return order;
}

function closure({ steps }: Plan, id: string, next: typeof dependenciesOf): Set<string> {
  const step = steps.find((candidate) => candidate.id === id);
  const direct = step ? next(step, steps) : [];
  return new Set(direct.flatMap((other) => [other.id, ...closure({ steps, given: [] }, other.id, next)]));
}
/** Everything that has to have gone well before the step starts. */
const needsOf = (plan: Plan, id: string) => closure(plan, id, dependenciesOf);
/** Everything that has to have ended, well or not, before the step starts. */
const waitsFor = (plan: Plan, id: string) => closure(plan, id, predecessorsOf);

const plans: [string, () => Plan][] = [
  ['the full run', whole],
  ['up', () => upPlan(context(), setup)],
];

describe.each(plans)('the plan of %s', (_, plan) => {
  test('can be carried out to its end', async () => {
    expect((await orderOf(plan())).sort()).toEqual(ids(plan()).sort());
  });

  test('knows every step that one comes after', () => {
    for (const { after = [] } of plan().steps) expect(ids(plan())).toEqual(expect.arrayContaining([...after]));
  });

  test('deploys nothing before isolation is proven, nor without images and ingress', () => {
    expect([...needsOf(plan(), 'deploy')]).toEqual(
      expect.arrayContaining(['static', 'isolation', 'standins', 'load-images', 'ingress', 'cluster']),
    );
  });

  test('checks the files before it changes the machine', () => {
    for (const id of ids(plan())) if (id !== 'static') expect(needsOf(plan(), id)).toContain('static');
  });

  test('makes images, network, stand-ins and cluster side by side, the cluster once its images are there', () => {
    const apart = [
      ['node-image', 'standin-images'],
      ['node-image', 'cluster-images'],
      ['standin-images', 'cluster-images'],
      ['network', 'node-image'],
      ['network', 'cluster-images'],
      ['standins', 'cluster'],
      ['standins', 'load-images'],
      ['ingress', 'isolation'],
    ] as const;
    for (const [one, two] of apart) {
      expect([one, two, waitsFor(plan(), one).has(two), waitsFor(plan(), two).has(one)]).toEqual([
        one,
        two,
        false,
        false,
      ]);
    }
    expect(needsOf(plan(), 'cluster')).toContain('load-images');
  });

  test('gives every step a deadline, and a title for a person', () => {
    for (const { timeoutMs, title } of plan().steps) {
      expect(timeoutMs).toBeGreaterThan(0);
      expect(title).not.toBe('');
    }
  });
});

describe('the checks of a run', () => {
  test('come after the deployment, one phase after the other', () => {
    for (const [index, phase] of PHASES.slice(1).entries()) {
      expect(needsOf(whole(), phase)).toContain('deploy');
      expect([...waitsFor(whole(), phase)]).toEqual(expect.arrayContaining(['ready', ...PHASES.slice(0, index + 1)]));
    }
  });

  test('of the foundation look also at what is not ready; the others do not', async () => {
    const failing = idle(whole(), async ({ id }) =>
      id === 'ready' ? Promise.reject(new Error('not ready')) : undefined,
    );
    const { outcomes } = await runGraph(failing, { signal, onEvent: () => undefined });
    const states = Object.fromEntries(outcomes.map(({ record }) => [record.id, record.state]));
    expect(states).toMatchObject({ foundation: 'done', smoke: 'blocked', failover: 'blocked', load: 'blocked' });
  });

  test('of an environment that is up wait for no step of this process, and stay in order', async () => {
    const plan = checksPlan(session, environment);
    expect(ids(plan)).toEqual([
      'machine-load',
      'health',
      'timeline',
      'foundation',
      'smoke',
      'failover',
      'load',
      'invariants',
    ]);
    for (const id of ids(plan).slice(3)) expect([...needsOf(plan, id)]).toEqual(['health']);
    expect(await orderOf(plan)).toEqual([
      'machine-load',
      'health',
      'timeline',
      'foundation',
      'smoke',
      'failover',
      'load',
      'invariants',
    ]);
    expect(await orderOf(checksPlan(session, environment, { phases: ['load', 'foundation'] }))).toEqual([
      'machine-load',
      'health',
      'timeline',
      'foundation',
      'load',
    ]);
  });
});

test('a plan from which a step was taken that others need is refused before anything starts', () => {
  expect(() => changed(whole(), (steps) => steps.filter(({ id }) => id !== 'isolation'))).toThrow(
    expect.objectContaining({ code: 'PLAN_INVALID' }),
  );
});
