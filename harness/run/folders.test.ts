import { existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { redact } from '../core/redact.ts';
import { sampleEnvironment } from '../environment/testing/sample-environment.ts';
import {
  createFolders,
  foldersOf,
  knownRuns,
  loadEnvironment,
  newRunId,
  removeState,
  saveEnvironment,
} from './folders.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'folders-'));
  vi.spyOn(process, 'cwd').mockReturnValue(base);
  return () => vi.restoreAllMocks();
});

const environment = (runId: string, password = 'admin-password') =>
  sampleEnvironment(runId, { admin: { email: 'a@example.com', name: 'A', password } });
const mode = (path: string): number => statSync(path).mode & 0o777;
const up = (runId: string): void => {
  const folders = foldersOf(runId);
  createFolders(folders);
  saveEnvironment(folders.environmentFile, environment(runId));
};

test('a directory that cannot be written is an error with the next command', () => {
  expect(() => createFolders(foldersOf('r1', import.meta.filename))).toThrow(
    expect.objectContaining({ code: 'FOLDER_NOT_WRITABLE', hint: expect.stringContaining('--config') }),
  );
});

describe('run ids', () => {
  test('sort by the second in which they were created', () => {
    const times = ['2026-01-02T03:04:05.999Z', '2026-01-02T03:04:06.000Z', '2026-11-02T03:04:05.000Z'];
    const ids = times.map((time) => newRunId(new Date(time)));
    expect([...ids].reverse().sort()).toEqual(ids);
    expect(ids[0]).toMatch(/^20260102-030405-[0-9a-f]{4}$/);
  });

  test('fit, with what stands around them, into a host name of 63 characters', () => {
    expect(`dify-e2e-${newRunId()}-control-plane`).toMatch(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/);
  });

  test.each(['..', '../..', 'a/b', '/tmp', '', '.'])('%j is none: its folders would be somebody else’s', (id) => {
    expect(() => foldersOf(id)).toThrow(expect.objectContaining({ name: 'UsageError', code: 'RUN_ID_INVALID' }));
  });
});

describe('folders of a run', () => {
  test('are named without being made', () => {
    expect(foldersOf('r1').report).toBe(join(base, 'reports', 'r1'));
    expect(existsSync(join(base, '.dify-e2e'))).toBe(false);
  });

  test('what holds secrets is for its owner only', () => {
    up('r1');
    expect(mode(foldersOf('r1').state)).toBe(0o700);
    expect(mode(foldersOf('r1').environmentFile)).toBe(0o600);
  });

  test('the secrets are removed with the state, and the report stays', () => {
    up('r1');
    removeState(foldersOf('r1'));
    expect(existsSync(foldersOf('r1').state)).toBe(false);
    expect(existsSync(foldersOf('r1').report)).toBe(true);
    expect(() => removeState(foldersOf('r1'))).not.toThrow();
  });
});

describe('an environment that is up', () => {
  test('is found again by its id; unless told the newest one that has an environment', () => {
    for (const id of ['20260102-030405-aaaa', '20260101-000000-ffff']) up(id);
    createFolders(foldersOf('20270101-000000-0000'));
    writeFileSync(join(base, '.dify-e2e', 'runs', '.DS_Store'), '');
    expect(knownRuns()).toEqual(['20260101-000000-ffff', '20260102-030405-aaaa', '20270101-000000-0000']);
    expect(loadEnvironment().runId).toBe('20260102-030405-aaaa');
    expect(loadEnvironment('20260101-000000-ffff').runId).toBe('20260101-000000-ffff');
  });

  test('masks its secrets as soon as it is read', () => {
    saveEnvironmentOf('r1', 'a-password-of-an-earlier-process');
    expect(redact('r1-db-password')).toBe('r1-db-password');
    loadEnvironment('r1');
    expect(redact('r1-db-password, a-password-of-an-earlier-process')).toBe('[redacted], [redacted]');
  });

  test.each([undefined, 'r9'])('there is none for %j: a usage error that says how to get one', (runId) => {
    mkdirSync(join(base, '.dify-e2e', 'runs', 'killed-early'), { recursive: true });
    writeFileSync(join(base, '.dify-e2e', 'runs', 'killed-early', 'kubeconfig'), '');
    expect(() => loadEnvironment(runId)).toThrow(
      expect.objectContaining({ name: 'UsageError', code: 'NO_ENVIRONMENT', hint: expect.stringContaining('up') }),
    );
  });
});

function saveEnvironmentOf(runId: string, password: string): void {
  createFolders(foldersOf(runId));
  saveEnvironment(foldersOf(runId).environmentFile, environment(runId, password));
}
