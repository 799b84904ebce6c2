import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { sweep } from '../../environment/cluster/index.ts';
import { createFolders, foldersOf } from '../../run/folders.ts';
import { runProgram } from '../program.ts';
import { captureOutput } from '../testing/capture-output.ts';

vi.mock('../../environment/cluster/index.ts', () => ({ sweep: vi.fn(), runsWithLeftovers: vi.fn() }));

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});
const run = (...args: string[]) => runProgram(args, signal);

describe('down', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'program-'));
    vi.spyOn(process, 'cwd').mockReturnValue(base);
    vi.mocked(sweep).mockReset().mockResolvedValue([]);
    for (const id of ['r1', 'r2']) createFolders(foldersOf(id));
  });
  const runs = () => readdirSync(join(base, '.dify-e2e', 'runs'));

  test('removes what the runs in this directory left behind; their reports stay', async () => {
    expect(await run('down')).toBe(0);
    expect(vi.mocked(sweep).mock.calls).toEqual([['r1'], ['r2']]);
    expect(runs()).toEqual([]);
    expect(readdirSync(join(base, 'reports'))).toEqual(['r1', 'r2']);
  });

  test('removes only the given run', async () => {
    await run('down', '--run', 'r1');
    expect(runs()).toEqual(['r2']);
  });

  test('keeps the state of a run with leftovers, lists them, and fails', async () => {
    vi.mocked(sweep).mockImplementation(async (id) => (id === 'r1' ? ['network x: in use'] : []));
    expect(await run('down')).toBe(2);
    expect(printed.out).toContain('r1: network x: in use');
    expect(runs()).toEqual(['r1']);
  });

  test.each(['../..', '', '/tmp'])('refuses %j as the id of a run before it removes anything', async (id) => {
    await expect(run('down', '--run', id)).rejects.toMatchObject({ code: 'RUN_ID_INVALID' });
    expect(sweep).not.toHaveBeenCalled();
    expect(runs()).toEqual(['r1', 'r2']);
  });
});
