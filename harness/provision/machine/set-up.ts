import type { Tools } from '../exec/tools.ts';
import { detectEngine } from './engine.ts';
import { assertCanSetUpEngine } from './engine-errors.ts';
import { startEngine } from './engine-start.ts';
import { installPackages } from './packages.ts';
import type { SetupItem, SetupPlan } from './plan.ts';
import { readSystem } from './system.ts';

export interface SetUpProgress {
  readonly item: SetupItem;
  readonly state: 'started' | 'line' | 'done';
  /** A line of output, redacted. */
  readonly line?: string;
  readonly elapsedMs: number;
}

export interface SetUpOptions {
  readonly cacheDir: string;
  /** Root of this repository, which contains the source of the runtime wrapper. */
  readonly repoDir: string;
  readonly tools: Tools;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: SetUpProgress) => void;
}

/**
 * Executes the plan in order. What was done before a failure is kept and recorded, so that it is not repeated.
 * @throws HarnessError of the part that failed: `APT_*`, `ENGINE_*`, `GO_*`, `TOOL_*`.
 */
export async function setUpMachine(plan: SetupPlan, options: SetUpOptions): Promise<void> {
  for (const item of plan.items) {
    options.signal?.throwIfAborted();
    const started = performance.now();
    const tell = (state: SetUpProgress['state'], line?: string): void =>
      options.progress?.({
        item,
        state,
        elapsedMs: performance.now() - started,
        ...(line !== undefined && { line }),
      });
    tell('started');
    await setUpItem(item, options, (line) => tell('line', line));
    tell('done');
  }
}

async function setUpItem(item: SetupItem, options: SetUpOptions, onLine: (line: string) => void): Promise<void> {
  const { cacheDir, signal } = options;
  if (item.packages) await installPackages(item.packages, { cacheDir, onLine, ...(signal && { signal }) });
  if (item.kind === 'engine') await ensureEngine(options);
  if (item.tool) await options.tools.resolve(item.tool);
}

/** An engine that has been started in the meantime (by systemd or another run) is used unchanged. */
async function ensureEngine({ cacheDir, repoDir, tools, signal }: SetUpOptions): Promise<void> {
  const status = await detectEngine(signal && { signal });
  if (status.state === 'running') return;
  assertCanSetUpEngine(status, await readSystem());
  const go = async (): Promise<string> => (await tools.resolve('go')).path;
  await startEngine({ cacheDir, repoDir, go, ...(signal && { signal }) });
}
