import { createTools, type ToolName, type Tools } from '../provision/exec/index.ts';
import {
  assertReady,
  cacheDir,
  type DoctorReport,
  diagnose,
  ensureCacheDir,
  planSetup,
  type SetupPlan,
} from '../provision/machine/index.ts';
import { programsToBuild } from './build-programs.ts';
import { cpuNeed } from './cpu-need.ts';
import { programsOf } from './programs.ts';
import type { Session } from './session.ts';

/** What a run needs on the machine, and what it would set up; nothing has been done yet. */
export interface Setup {
  readonly cacheDir: string;
  readonly tools: Tools;
  /** Programs that the run starts. */
  readonly programs: readonly ToolName[];
  readonly report: DoctorReport;
  readonly plan: SetupPlan;
}

/**
 * Inspects the machine.
 * @throws HarnessError for the first need that can't be satisfied, before anything is changed.
 */
export async function inspectMachine(job: Job, signal: AbortSignal): Promise<Setup> {
  const directory = await ensureCacheDir(cacheDir());
  const { report, ...found } = await lookAtMachine(job, directory, signal);
  assertReady(report);
  return { cacheDir: directory, ...found, report, plan: await planSetup(report, directory) };
}

/** Config and manifest set determine what a run needs on the machine. */
export type Job = Pick<Session, 'config' | 'set' | 'loaded'>;

/** Inspects the machine without changing anything. */
export async function lookAtMachine(
  job: Job,
  directory: string,
  signal: AbortSignal,
): Promise<Pick<Setup, 'tools' | 'programs' | 'report'>> {
  const { config, set } = job;
  const tools = createTools({ cacheDir: directory, mirror: config.tools.mirror, signal });
  const build = await programsToBuild(job, { tools, cacheDir: directory, signal });
  const programs = [...programsOf(config), ...build.needed];
  const common = { cacheDir: directory, tools, programs, cpuMilli: cpuNeed(set), signal };
  const report = await diagnose({ ...common, ...build });
  return { tools, programs, report };
}
