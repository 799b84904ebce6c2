import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { HarnessError } from '../core/errors.ts';
import { registerSecrets } from '../core/redact.ts';
import { Undo } from '../core/undo.ts';
import type { Environment } from '../environment/environment.ts';
import { bringUp } from './bring-up.ts';
import { definePlan } from './define-plan.ts';
import { foldersOf } from './folders.ts';
import { SubjectFailure } from './graph.ts';
import type { RunState } from './session.ts';
import type { Step } from './step.ts';
import { environment } from './tokens.ts';
import { readUpRecord } from './up-record.ts';

const { config } = loadConfig('configs/rehearsal.yaml');
const up = { ingress: { host: '127.0.0.1', port: 4711 } } as unknown as Environment;
let state: RunState;
let undone: string[];

beforeEach(() => {
  const folders = foldersOf('r1', mkdtempSync(join(tmpdir(), 'up-')));
  undone = [];
  state = {
    config,
    folders,
    profile: 'full',
    undo: new Undo(),
    clusterLost: new AbortController(),
    startedAt: new Date(),
  };
  state.undo.add('cluster', async () => void undone.push('cluster'));
});

const step = (id: string, run: Step['run'], more: Partial<Step> = {}): Step => ({
  ...{ id, title: id, takes: [], timeoutMs: 60_000, run },
  ...more,
});
const isUp = step('environment', async () => up, { gives: environment });
/** A step that ends with this once there is an environment. */
const later = (id: string, run: Step['run']) => step(id, run, { takes: [environment] });
const fails = (error: unknown) => async () => Promise.reject(error);
const bring = (steps: readonly Step[], signal = new AbortController().signal) =>
  bringUp(state, { plan: definePlan(steps), signal, onEvent: () => undefined });

describe('an environment', () => {
  test('that is ready is left up, with its record for `test` and a line that says where it is', async () => {
    const { ready, lines } = await bring([isUp, later('ready', async () => undefined)]);
    expect(ready).toBe(true);
    expect(lines.join('\n')).toMatch(/r1 is up and ready[\s\S]*127\.0\.0\.1:4711[\s\S]*-- down/);
    expect(readUpRecord(state.folders).phases).toMatchObject([
      { id: 'environment', state: 'done' },
      { id: 'ready', state: 'done' },
    ]);
    expect(undone).toEqual([]);
  });

  test('whose deployment does not become ready is left up to be looked at', async () => {
    const { ready, lines } = await bring([
      isUp,
      later('ready', fails(new SubjectFailure('api crashes', 'deploy-ready'))),
    ]);
    expect(ready).toBe(false);
    expect(lines.join('\n')).toContain('diagnose');
    expect(undone).toEqual([]);
  });

  test('that never came up by the fault of the files says so', async () => {
    const { ready, lines } = await bring([step('static', fails(new SubjectFailure('no such key', 'lint-key')))]);
    expect(ready).toBe(false);
    expect(lines.join('\n')).toMatch(/no such key[\s\S]*Nothing is running/);
    expect(undone).toEqual(['cluster']);
  });

  test('is undone when the user interrupts', async () => {
    const abort = new AbortController();
    const interrupted = later('ready', async () => {
      abort.abort(new HarnessError({ code: 'INTERRUPTED', message: 'interrupted by SIGINT' }));
      throw new SubjectFailure('stopped', 'deploy-ready');
    });
    const { ready, lines } = await bring([isUp, interrupted], abort.signal);
    expect(ready).toBe(false);
    expect(lines.join('\n')).toContain('INTERRUPTED');
    expect(undone).toEqual(['cluster']);
  });
});

describe('a step of the harness that fails', () => {
  const broken = new HarnessError({
    code: 'INGRESS_NODE_MISSING',
    message: 'no answer with geheimes-wort',
    hint: 'docker ps',
  });

  test.each([
    ['before there is an environment', [step('cluster', fails(broken))]],
    ['after it', [isUp, later('ingress', fails(broken))]],
  ])('%s is explained, and all that was started is undone', async (_, steps) => {
    registerSecrets(['geheimes-wort']);
    const { ready, lines } = await bring(steps);
    expect(ready).toBe(false);
    expect(lines.join('\n')).toMatch(/INGRESS_NODE_MISSING: no answer with \[redacted\]\n {2}next: docker ps/);
    expect(undone).toEqual(['cluster']);
  });

  test('leaves no state behind that `test` would take for an environment', async () => {
    await bring([isUp, later('ingress', fails(broken))]);
    expect(existsSync(state.folders.state)).toBe(false);
    expect(existsSync(state.folders.report)).toBe(true);
  });

  test('keeps the state, and says so, where something could not be undone', async () => {
    state.undo.add('network', fails(new Error('in use')));
    const { lines } = await bring([step('cluster', fails(broken))]);
    expect(lines.join('\n')).toContain('network: in use');
    expect(existsSync(state.folders.state)).toBe(true);
  });
});
