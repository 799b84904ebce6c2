import { beforeAll, describe, expect, test } from 'vitest';
import { PHASES } from '../core/model/check.ts';
import type { Breakage } from '../qa/set-changes/breakages/catalogue.ts';
import { Bench } from './bench.ts';
import { type Action, runGraph } from './graph.ts';
import { checksPlan, runPlan, upPlan } from './plan.ts';
import { prepare, type Session } from './session.ts';
import type { Setup } from './setup.ts';

const { signal } = new AbortController();
const setup = { cacheDir: '/nowhere', plan: { items: [] } } as unknown as Setup;
const stops = { id: 'x', title: 'x', claim: 'EXT-1', edits: [], stop: 'postgres' } as const satisfies Breakage;
let session: Session;
beforeAll(async () => {
  session = await prepare({ configFile: 'configs/rehearsal.yaml', profile: 'quick' });
});

const bench = () => new Bench(session, signal);
const ids = (actions: readonly Action[]) => actions.map(({ id }) => id);

/** @returns the order in which the steps run when each does nothing. */
async function orderOf(actions: readonly Action[]): Promise<string[]> {
  const order: string[] = [];
  const idle = actions.map((action) => ({ ...action, run: async () => void order.push(action.id) }));
  await runGraph(idle, { signal, onEvent: () => undefined });
  return order;
}

/** Everything that has to have gone well before the step starts. */
function needsOf(actions: readonly Action[], id: string): Set<string> {
  const action = actions.find((candidate) => candidate.id === id);
  const direct = action?.dependsOn ?? [];
  return new Set([...direct, ...direct.flatMap((other) => [...needsOf(actions, other)])]);
}

/** Everything that has to have ended, well or not, before the step starts. */
function waitsFor(actions: readonly Action[], id: string): Set<string> {
  const action = actions.find((candidate) => candidate.id === id);
  const direct = [...(action?.dependsOn ?? []), ...(action?.after ?? [])];
  return new Set([...direct, ...direct.flatMap((other) => [...waitsFor(actions, other)])]);
}

const plans: [string, () => Action[]][] = [
  ['the full run', () => runPlan(bench(), setup)],
  [
    'a breakage in the files',
    () => runPlan(bench(), setup, { breakage: { ...stops, stop: undefined } as unknown as Breakage }),
  ],
  ['a breakage that stops a stand-in', () => runPlan(bench(), setup, { breakage: stops })],
  ['up', () => upPlan(bench(), setup)],
];

describe.each(plans)('the plan of %s', (_, plan) => {
  test('has each step once, and knows every step that one waits for', () => {
    const known = ids(plan());
    expect(new Set(known).size).toBe(known.length);
    for (const { dependsOn, after = [] } of plan())
      expect(known).toEqual(expect.arrayContaining([...dependsOn, ...after]));
  });

  test('can be carried out to its end: no step waits for itself', async () => {
    expect((await orderOf(plan())).sort()).toEqual(ids(plan()).sort());
  });

  test('deploys nothing before isolation is proven, nor without images and ingress', () => {
    expect([...needsOf(plan(), 'deploy')]).toEqual(
      expect.arrayContaining(['static', 'isolation', 'standins', 'load-images', 'ingress', 'cluster']),
    );
  });

  test('judges the files before it touches the machine', () => {
    for (const { id } of plan()) if (id !== 'static') expect(needsOf(plan(), id)).toContain('static');
  });

  test('gives every step a deadline, and a title for a person', () => {
    for (const { timeoutMs, title } of plan()) {
      expect(timeoutMs).toBeGreaterThan(0);
      expect(title).not.toBe('');
    }
  });
});

describe('the checks of a run', () => {
  test('come after the deployment, one phase after the other', () => {
    const plan = runPlan(bench(), setup);
    for (const [index, phase] of PHASES.slice(1).entries()) {
      expect(needsOf(plan, phase)).toContain('deploy');
      expect([...waitsFor(plan, phase)]).toEqual(expect.arrayContaining(['ready', ...PHASES.slice(0, index + 1)]));
    }
  });

  test('of the foundation look also at what is not ready; the others do not', async () => {
    const failing = runPlan(bench(), setup).map((action) => ({
      ...action,
      run: async () => (action.id === 'ready' ? Promise.reject(new Error('not ready')) : undefined),
    }));
    const outcomes = await runGraph(failing, { signal, onEvent: () => undefined });
    const states = Object.fromEntries(outcomes.map(({ record }) => [record.id, record.state]));
    expect(states).toMatchObject({ foundation: 'done', smoke: 'blocked', failover: 'blocked', load: 'blocked' });
  });

  test('of an environment that is up wait for no step of this process, and stay in order', async () => {
    const plan = checksPlan(session, { standalone: true });
    for (const { dependsOn } of plan) expect(dependsOn).toEqual([]);
    expect(await orderOf(plan)).toEqual(['foundation', 'smoke', 'failover', 'load']);
  });
});

describe('a breakage', () => {
  test('leaves failover and load out', () => {
    expect(ids(runPlan(bench(), setup, { breakage: stops }))).not.toContain('failover');
    expect(ids(runPlan(bench(), setup, { breakage: stops }))).not.toContain('load');
  });

  test('that stops a stand-in does so when all is ready, before the first check', () => {
    const plan = runPlan(bench(), setup, { breakage: stops });
    expect(needsOf(plan, 'fault')).toContain('ready');
    for (const phase of ['foundation', 'smoke']) expect(waitsFor(plan, phase)).toContain('fault');
    expect(ids(runPlan(bench(), setup))).not.toContain('fault');
  });
});

test('a step that takes what no earlier step has made is told so', () => {
  expect(() => bench().take('cluster')).toThrow(expect.objectContaining({ code: 'STEP_ORDER' }));
  expect(bench().peek('cluster')).toBeUndefined();
});
