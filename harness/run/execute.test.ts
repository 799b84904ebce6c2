import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { HarnessError } from '../core/errors.ts';
import type { LedgerEntry } from '../core/model/run.ts';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { Undo } from '../core/undo.ts';
import { sampleEnvironment } from '../environment/testing/sample-environment.ts';
import { catalogue } from './catalogue.ts';
import { definePlan } from './define-plan.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import { foldersOf, saveEnvironment } from './folders.ts';
import { SubjectFailure } from './graph.ts';
import { checksPlan } from './plan.ts';
import { restore } from './restore.ts';
import type { RunState } from './session.ts';
import type { RawCheckRecord, Step, StepContext } from './step.ts';
import { environment, health } from './tokens.ts';

// There is no cluster to watch.
vi.mock('../environment/health/index.ts', async (original) => ({
  ...(await original<typeof import('../environment/health/index.ts')>()),
  healthProbes: async () => [],
}));
vi.mock('./catalogue.ts', () => ({ catalogue: vi.fn() }));
// Playwright is a process of its own.
vi.mock('./playwright.ts', () => ({ runPhase: vi.fn(async () => [raw('login', { needs: ['dify-api'] })]) }));

function raw(id: string, more: Partial<RawCheckRecord> = {}): RawCheckRecord {
  const { leanedOn: _, ...record } = checkRecord(id, more);
  return record;
}

const DOUBLE: LedgerEntry = {
  part: 'dify-api',
  kind: 'double',
  real: 'langgenius/dify-api',
  used: 'ours',
  source: 'packages',
  differences: [],
};
const { config } = loadConfig('configs/rehearsal.yaml');
let state: RunState;
let undone: string[];

beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'execute-'));
  vi.spyOn(process, 'cwd').mockReturnValue(base);
  vi.mocked(catalogue).mockResolvedValue([checkRecord('images-available'), checkRecord('login')]);
  const clusterLost = new AbortController();
  state = { config, profile: 'quick', folders: foldersOf('r1'), startedAt: new Date(), undo: new Undo(), clusterLost };
  undone = [];
  state.undo.add('cluster', async () => void undone.push('cluster'));
  return () => vi.restoreAllMocks();
});

const step = (id: string, run: (context: StepContext) => Promise<unknown>, more: Partial<Step> = {}): Step => ({
  ...{ id, title: id, takes: [], timeoutMs: 60_000 },
  run: (_, context) => run(context),
  ...more,
});
const images = step('cluster-images', async ({ add }) => add({ checks: [raw('images-available')], ledger: [DOUBLE] }));
const up = step(
  'environment',
  async () => {
    const made = sampleEnvironment('r1', { ledger: [DOUBLE] });
    saveEnvironment(state.folders.environmentFile, made);
    return made;
  },
  { gives: environment },
);
const smoke = step('smoke', async ({ add }) => add({ checks: [raw('login', { needs: ['dify-api'] })] }));

const carryOut = (steps: readonly Step[], more: Partial<ExecuteOptions> = {}) =>
  execute(state, {
    plan: definePlan(steps),
    signal: new AbortController().signal,
    keep: 'never',
    language: 'en',
    subject: async () => sampleEnvironment('r1').subject,
    onEvent: () => undefined,
    ...more,
  });
const stateOf = (checks: readonly { id: string; result: { state: string } }[], id: string) =>
  checks.find((check) => check.id === id)?.result.state;

describe('a run', () => {
  test('is recorded out of what its steps added, and undone', async () => {
    const { record, kept } = await carryOut([images, up, smoke]);
    expect(record.verdict.verdict).toBe('GO');
    expect(record.ledger).toEqual([DOUBLE]);
    expect(record.checks.find(({ id }) => id === 'login')?.leanedOn).toEqual(['dify-api']);
    expect(kept).toBe(false);
    expect(undone).toEqual(['cluster']);
    expect(existsSync(state.folders.state)).toBe(false);
  });

  test('that the deployment ends is NO-GO, with what waited for it blocked by the failed check', async () => {
    const refused = step(
      'cluster-images',
      async ({ add }) => {
        add({ checks: [raw('images-available', { result: failed('no image') })] });
        throw new SubjectFailure('no image', 'images-available');
      },
      { gives: environment },
    );
    const { record } = await carryOut([refused, { ...smoke, takes: [environment] }]);
    expect(record.verdict.verdict).toBe('NO-GO');
    expect(record.phases[1]).toMatchObject({ id: 'smoke', state: 'blocked', blockedBy: 'cluster-images' });
    expect(record.checks.find(({ id }) => id === 'login')?.result).toMatchObject({ by: 'images-available' });
  });

  test('that is interrupted is an error of nobody but whoever did it', async () => {
    const abort = new AbortController();
    const interrupted = step('cluster', async () => {
      abort.abort(new HarnessError({ code: 'INTERRUPTED', message: 'interrupted by SIGINT' }));
    });
    const { record } = await carryOut([interrupted, { ...smoke, after: ['cluster'] }], { signal: abort.signal });
    expect(record.harnessErrors).toEqual(['interrupted by SIGINT']);
    expect(record.phases[1]?.state).toBe('skipped');
    expect(undone).toEqual(['cluster']);
  });
});

describe('what the deployment runs on', () => {
  const broken = new HarnessError({ code: 'CLUSTER_UNHEALTHY', message: 'API server is broken: connection refused' });

  test('breaks: the run is an error, what failed meanwhile is nobody’s fault, and what was proven is kept', async () => {
    const incident = { part: 'API server', reason: 'connection refused', from: Date.now() - 1000 };
    const watch = step('health', async () => ({ incidents: [incident] }), { gives: health });
    const during = step('smoke', async ({ add }) => {
      add({ checks: [raw('login', { result: failed(), startedAt: new Date().toISOString() })] });
      state.clusterLost.abort(broken);
      throw new Error('killed');
    });
    const { record } = await carryOut([images, watch, { ...during, takes: [health] }]);
    expect(record.verdict.verdict).toBe('ERROR');
    expect(record.harnessErrors).toEqual([expect.stringContaining('CLUSTER_UNHEALTHY: API server is broken')]);
    expect(stateOf(record.checks, 'login')).toBe('inconclusive');
    expect(stateOf(record.checks, 'images-available')).toBe('passed');
  });

  test('that ends before it is clear that the cluster stays broken is an error all the same', async () => {
    const incident = { part: 'API server', reason: 'connection refused', from: Date.now() - 1000 };
    const watch = step('health', async () => ({ incidents: [incident] }), { gives: health });
    const last = step('smoke', async ({ add }) =>
      add({ checks: [raw('login', { result: failed('fetch failed'), startedAt: new Date().toISOString() })] }),
    );
    const { record } = await carryOut([images, watch, { ...last, takes: [health] }]);
    expect(record.verdict.verdict).toBe('ERROR');
    expect(record.harnessErrors).toEqual([expect.stringContaining('API server was still broken')]);
  });

  test('breaks for a moment: the verdict is not held against the deployment', async () => {
    const now = Date.now();
    const incident = { part: 'kubelet', reason: 'no answer', from: now - 4000, to: now };
    const watch = step('health', async () => ({ incidents: [incident] }), { gives: health });
    const late = step('smoke', async ({ add }) =>
      add({ checks: [raw('login', { result: failed(), startedAt: new Date().toISOString() })] }),
    );
    const { record } = await carryOut([images, watch, { ...late, takes: [health] }]);
    expect(record.verdict.verdict).toBe('INCONCLUSIVE');
  });
});

test('a check that the harness could not run makes the run an error', async () => {
  const result = { state: 'inconclusive', reason: 'x is not a function', whose: 'harness' } as const;
  const { record } = await carryOut([
    images,
    step('smoke', async ({ add }) => add({ checks: [raw('login', { result })] })),
  ]);
  expect(record.verdict.verdict).toBe('ERROR');
  expect(record.harnessErrors).toEqual(['check login: x is not a function']);
});

describe('a run that is kept', () => {
  test('leaves what `test` reads: it goes on from there, without the checks that it carries out anew', async () => {
    const { kept } = await carryOut([images, up, smoke], { keep: 'always' });
    expect(kept).toBe(true);
    expect(undone).toEqual([]);
    const restored = restore('r1');
    expect(restored.up.phases.map(({ id }) => id)).toEqual(['cluster-images', 'environment']);
    expect(restored.up.checks.map(({ id }) => id)).toEqual(['images-available']);

    const again = await execute(restored.state, {
      plan: checksPlan(restored.state, restored.environment, { phases: ['smoke'] }),
      earlier: restored.up,
      signal: new AbortController().signal,
      keep: 'always',
      language: 'en',
      subject: async () => restored.environment.subject,
      onEvent: () => undefined,
    });
    expect(again.record.phases.map(({ id }) => id)).toEqual([
      'cluster-images',
      'environment',
      'machine-load',
      'health',
      'timeline',
      'smoke',
    ]);
    expect(stateOf(again.record.checks, 'images-available')).toBe('passed');
    expect(again.record.checks.find(({ id }) => id === 'login')?.leanedOn).toEqual(['dify-api']);
    expect(again.record.verdict.verdict).toBe('GO');
    expect(restore('r1').up).toEqual(restored.up);
  });

  test('on failure is kept when it is no GO', async () => {
    const bad = step('smoke', async ({ add }) => add({ checks: [raw('login', { result: failed() })] }));
    expect((await carryOut([images, up, bad], { keep: 'on-failure' })).kept).toBe(true);
    expect(stateOf(restore('r1').up.checks, 'images-available')).toBe('passed');
  });

  test('without the record of its steps is a clear error', async () => {
    await carryOut([images, up, smoke], { keep: 'always' });
    rmSync(join(state.folders.state, 'up.json'));
    expect(() => restore('r1')).toThrow(
      expect.objectContaining({ code: 'SAVED_STATE_UNREADABLE', message: expect.stringContaining('up.json') }),
    );
  });
});
