import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { staleOutput } from './stale-output.ts';

test('what was compiled from a source that is gone is stale', () => {
  const root = mkdtempSync(join(tmpdir(), 'stale-'));
  for (const folder of ['e2e', 'dist/e2e']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['e2e/a.ts', 'dist/e2e/a.js', 'dist/e2e/gone.js', 'dist/e2e/gone.js.map'])
    writeFileSync(join(root, file), '');
  expect(staleOutput(root).sort()).toEqual(['dist/e2e/gone.js', 'dist/e2e/gone.js.map']);
  rmSync(root, { recursive: true });
});
