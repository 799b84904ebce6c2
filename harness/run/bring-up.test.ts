import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { HarnessError } from '../core/errors.ts';
import { registerSecrets } from '../core/redact.ts';
import { Undo } from '../core/undo.ts';
import type { Environment } from '../environment/environment.ts';
import type { Bench } from './bench.ts';
import { bringUp, upRecordFile } from './bring-up.ts';
import { foldersOf } from './folders.ts';
import { type Action, SubjectFailure } from './graph.ts';
import { upPlan } from './plan.ts';
import type { Session } from './session.ts';
import type { Setup } from './setup.ts';

vi.mock('./plan.ts', () => ({ upPlan: vi.fn() }));

const { config } = loadConfig('configs/rehearsal.yaml');
const environment = { ingress: { host: '127.0.0.1', port: 4711 } } as unknown as Environment;
let session: Session;
let undone: string[];

beforeEach(() => {
  const folders = foldersOf('r1', mkdtempSync(join(tmpdir(), 'up-')));
  undone = [];
  session = { config, folders, undo: new Undo(), records: [], startedAt: new Date() } as unknown as Session;
  session.undo.add('cluster', async () => void undone.push('cluster'));
});

type Work = (bench: Bench) => Promise<void>;
const isolation: Work = async (bench) => bench.put('environment', environment);
const fails =
  (error: unknown): Work =>
  async () =>
    Promise.reject(error);

/** Steps one after the other, each with the work that it is given here. */
async function up(steps: Readonly<Record<string, Work>>) {
  vi.mocked(upPlan).mockImplementation((bench) =>
    Object.entries(steps).map(([id, work], index, all): Action => {
      const dependsOn = all.slice(0, index).map(([earlier]) => earlier);
      return { id, title: id, dependsOn, timeoutMs: 60_000, run: () => work(bench) };
    }),
  );
  const silent = { onEvent: () => undefined, end: async () => undefined };
  return bringUp(session, {} as Setup, new AbortController().signal, () => silent);
}

describe('an environment', () => {
  test('that is ready is left up, with its record for `test` and a line that says where it is', async () => {
    const { ready, lines } = await up({ isolation, ready: async () => undefined });
    expect(ready).toBe(true);
    expect(lines.join('\n')).toMatch(/r1 is up and ready[\s\S]*127\.0\.0\.1:4711[\s\S]*-- down/);
    const record = JSON.parse(readFileSync(upRecordFile(session.folders), 'utf8')) as unknown;
    expect(record).toMatchObject({
      phases: [
        { id: 'isolation', state: 'done' },
        { id: 'ready', state: 'done' },
      ],
    });
    expect(undone).toEqual([]);
  });

  test('whose deployment does not become ready is left up to be looked at', async () => {
    const { ready, lines } = await up({ isolation, ready: fails(new SubjectFailure('api crashes', 'deploy-ready')) });
    expect(ready).toBe(false);
    expect(lines.join('\n')).toContain('diagnose');
    expect(undone).toEqual([]);
  });
});

describe('a step of the harness that fails', () => {
  const broken = new HarnessError({ code: 'INGRESS', message: 'no answer with geheimes-wort', hint: 'docker ps' });

  test.each([
    ['before there is an environment', { cluster: fails(broken) }],
    ['after it', { isolation, ingress: fails(broken) }],
  ])('%s is explained, and all that was started is undone', async (_, steps) => {
    registerSecrets(['geheimes-wort']);
    const { ready, lines } = await up(steps);
    expect(ready).toBe(false);
    expect(lines.join('\n')).toMatch(/INGRESS: no answer with \[redacted\]\n {2}next: docker ps/);
    expect(undone).toEqual(['cluster']);
  });

  test('leaves no state behind that `test` would take for an environment', async () => {
    await up({ isolation, ingress: fails(broken) });
    expect(existsSync(session.folders.state)).toBe(false);
    expect(existsSync(session.folders.report)).toBe(true);
  });

  test('keeps the state, and says so, where something could not be undone', async () => {
    session.undo.add('network', fails(new Error('in use')) as () => Promise<void>);
    const { lines } = await up({ cluster: fails(broken) });
    expect(lines.join('\n')).toContain('network: in use');
    expect(existsSync(session.folders.state)).toBe(true);
  });
});
