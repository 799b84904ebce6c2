import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependenciesEnded } from './dependencies.ts';
import { forgetState, savePlanned, saveState } from './results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dependencies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const look = (...dependsOn: string[]) => dependenciesEnded(folder, dependsOn).poll(new AbortController().signal);

describe('dependenciesEnded', () => {
  it('waits for one that runs in this invocation, until it has any result', async () => {
    savePlanned(folder, ['a', 'b']);
    saveState(folder, 'a', 'passed');
    expect(await look('a', 'b')).toEqual({ state: 'pending', reason: 'b has not ended' });
    saveState(folder, 'b', 'failed');
    expect(await look('a', 'b')).toMatchObject({ state: 'ready' });
  });

  it('does not wait for one that is not run', async () => {
    savePlanned(folder, ['a']);
    expect(await look('b')).toMatchObject({ state: 'ready' });
  });

  it('waits again when the dependency is run again', async () => {
    savePlanned(folder, ['a']);
    saveState(folder, 'a', 'passed');
    forgetState(folder, 'a');
    expect(await look('a')).toMatchObject({ state: 'pending' });
  });
});
