import type { Config } from '../config/index.ts';
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
export async function inspectMachine(config: Config, signal: AbortSignal): Promise<Setup> {
  const directory = await ensureCacheDir(cacheDir());
  const tools = createTools({ cacheDir: directory, signal });
  const packages = config.images.sources.includes('packages');
  const report = await diagnose({
    cacheDir: directory,
    tools,
    packages,
    kubectl: config.manifests.deploy === 'script',
    signal,
  });
  assertReady(report);
  return { cacheDir: directory, tools, report, plan: await planSetup(report, directory) };
}
