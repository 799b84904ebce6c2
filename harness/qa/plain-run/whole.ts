import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { command } from '../../provision/exec/index.ts';
import { readRun } from '../../report/index.ts';
import type { Mark } from './plain.ts';

export interface WholeRun {
  /** Wall time of the process, which includes the clean-up. */
  readonly totalMs: number;
  readonly marks: readonly Mark[];
  /** Path of its `images.lock`. */
  readonly lock: string;
}

/** Runs the harness as `npm run e2e` does, without the build. @throws Error if it is not a GO. */
export async function runWhole(root: string, signal: AbortSignal, onLine: (line: string) => void): Promise<WholeRun> {
  const started = performance.now();
  const main = join(root, 'dist', 'harness', 'cli', 'main.js');
  const args = [main, 'run', '--yes', '--scope', 'rehearsal'];
  const { stdout, exitCode } = await command(process.execPath, args, {
    allowFailure: true,
    timeoutMs: 60 * 60_000,
    ...{ signal, onLine },
  });
  const totalMs = performance.now() - started;
  const report = /^report: (.+)\/signoff\.html$/m.exec(stdout)?.[1];
  if (exitCode !== 0 || report === undefined)
    throw new Error(`the run is no GO, so its time says nothing:\n${stdout.trim().split('\n').slice(-12).join('\n')}`);
  const run = await readRun(report);
  const from = Date.parse(run.startedAt);
  const marks = run.phases.map(({ id, startedAt, durationMs }) => ({
    name: id,
    atMs: Date.parse(startedAt) - from + durationMs,
  }));
  return { totalMs, marks, lock: join(report, 'images.lock') };
}
