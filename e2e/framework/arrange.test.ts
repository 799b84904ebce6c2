import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type CheckRecord, phaseResultsKind, readSaved } from '../../harness/index.ts';

/** @returns the records of the checks in `testing/out-of-order`, run by Playwright itself. */
function runOutOfOrder(workers: number): readonly Omit<CheckRecord, 'leanedOn'>[] {
  const results = mkdtempSync(join(tmpdir(), 'arrange-'));
  const root = join(import.meta.dirname, '../..');
  const config = join(import.meta.dirname, 'testing/out-of-order/playwright.config.ts');
  const env = { ...process.env, DIFY_E2E_RESULTS: results, DIFY_E2E_CATALOGUE: '', WORKERS: String(workers) };
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  try {
    execFileSync(process.execPath, [cli, 'test', '--config', config], { cwd: root, env });
    return readSaved(join(results, 'checks-smoke.json'), phaseResultsKind).checks;
  } finally {
    rmSync(results, { recursive: true });
  }
}

// In file order, one or two workers would wait for a check that no worker is left to run.
it.each([1, 2])(
  'runs checks after what they depend on with %d workers, and none waits forever',
  { timeout: 120_000 },
  (workers) => {
    expect(runOutOfOrder(workers).map(({ id, result }) => `${id} ${result.state}`)).toEqual([
      'first passed',
      'second passed',
      'also-second passed',
      'last passed',
    ]);
  },
);
