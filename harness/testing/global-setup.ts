import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For vitest: every temporary folder of the tests lies in one, which goes with them. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'dify-e2e-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
