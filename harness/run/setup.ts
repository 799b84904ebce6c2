import { createTools, type Tools } from '../provision/exec/index.ts';
import {
  assertReady,
  cacheDir,
  type DoctorReport,
  diagnose,
  ensureCacheDir,
  planSetup,
  type SetupPlan,
} from '../provision/machine/index.ts';
import { cpuNeed } from './cpu-need.ts';
import { buildsImages, programsOf } from './programs.ts';
import type { Session } from './session.ts';

/** What a run needs on the machine, and what it would set up; nothing has been done yet. */
export interface Setup {
  readonly cacheDir: string;
  readonly tools: Tools;
  readonly report: DoctorReport;
  readonly plan: SetupPlan;
}

/**
 * Inspects the machine.
 * @throws HarnessError for the first need that can't be satisfied, before anything is changed.
 */
export async function inspectMachine(job: Job, signal: AbortSignal): Promise<Setup> {
  const directory = await ensureCacheDir(cacheDir());
  const { tools, report } = await lookAtMachine(job, directory, signal);
  assertReady(report);
  return { cacheDir: directory, tools, report, plan: await planSetup(report, directory) };
}

/** Config and manifest set determine what a run needs on the machine. */
export type Job = Pick<Session, 'config' | 'set'>;

/** Inspects the machine without changing anything. */
export async function lookAtMachine(
  { config, set }: Job,
  directory: string,
  signal: AbortSignal,
): Promise<Pick<Setup, 'tools' | 'report'>> {
  const tools = createTools({ cacheDir: directory, signal });
  const report = await diagnose({
    cacheDir: directory,
    tools,
    programs: programsOf(config),
    builds: buildsImages(config),
    cpuMilli: cpuNeed(set),
    signal,
  });
  return { tools, report };
}
