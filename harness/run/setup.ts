import { createTools, type Tools } from '../exec/index.ts';
import {
  assertReady,
  cacheDir,
  type DoctorReport,
  diagnose,
  ensureCacheDir,
  planSetup,
  type SetupPlan,
} from '../machine/index.ts';
import { cpuNeed } from './cpu-need.ts';
import type { Session } from './session.ts';

/** What a run needs of the machine, and what it would set up there; nothing has been done yet. */
export interface Setup {
  readonly cacheDir: string;
  readonly tools: Tools;
  readonly report: DoctorReport;
  readonly plan: SetupPlan;
}

/**
 * Looks at the machine.
 * @throws HarnessError for the first need that can't be mended, before anything is made.
 */
export async function inspectMachine(
  { config, set }: Pick<Session, 'config' | 'set'>,
  signal: AbortSignal,
): Promise<Setup> {
  const directory = await ensureCacheDir(cacheDir());
  const tools = createTools({ cacheDir: directory, signal });
  const packages = config.images.sources.includes('packages');
  const report = await diagnose({
    cacheDir: directory,
    tools,
    packages,
    kubectl: config.manifests.deploy === 'script',
    cpuMilli: cpuNeed(set),
    signal,
  });
  assertReady(report);
  return { cacheDir: directory, tools, report, plan: await planSetup(report, directory) };
}
