import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetState, obstacleOf, saveState, stateOf } from './results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('obstacleOf', () => {
  it('lets a check run whose dependencies passed or have not run', () => {
    saveState(folder, 'a', 'passed');
    expect(obstacleOf(folder, ['a', 'never-ran'])).toBeUndefined();
  });

  it.each(['failed', 'blocked'] as const)('is blocked by a dependency that %s', (state) => {
    saveState(folder, 'a', 'skipped');
    saveState(folder, 'b', state);
    expect(obstacleOf(folder, ['a', 'b'])).toEqual({ kind: 'blocked', by: 'b', reason: `b ${state}` });
  });

  it.each(['skipped', 'inconclusive'] as const)('is inconclusive if a dependency was %s', (state) => {
    saveState(folder, 'a', state);
    expect(obstacleOf(folder, ['a'])).toEqual({ kind: 'inconclusive', reason: `a was ${state}` });
  });
});

it('forgets the state of an earlier run', () => {
  saveState(folder, 'a', 'failed');
  forgetState(folder, 'a');
  expect(stateOf(folder, 'a')).toBeUndefined();
});
