import type { Breakage } from '../qa/set-changes/breakages/catalogue.ts';
import { Bench } from '../run/bench.ts';
import { type Executed, execute, type Keep } from '../run/execute.ts';
import { type RunPlanOptions, runPlan } from '../run/plan.ts';
import { prepare } from '../run/session.ts';
import { subjectOf } from '../run/subject.ts';
import { createProgress } from './progress.ts';
import { agreeToSetup } from './setup.ts';

export interface FullRunOptions {
  readonly config: string;
  readonly manifests?: string;
  readonly variant?: string;
  readonly silentSeconds?: number;
  readonly quick?: boolean;
  readonly yes?: boolean;
  readonly keep?: Keep;
  readonly lang?: 'en' | 'zh';
  /**
   * Something is broken on purpose: the phases after smoke are left out, and what the files tell is withheld, so that the live
   * checks have to find it.
   */
  readonly breakage?: Breakage;
  /** How often a phase is run: each check must have the same result every time. */
  readonly rounds?: NonNullable<RunPlanOptions['rounds']>;
  readonly signal: AbortSignal;
}

/** The main job: prepare, ask, set up, deploy, check, report, undo. */
export async function fullRun(options: FullRunOptions): Promise<Executed> {
  const session = await prepare({
    configFile: options.config,
    profile: options.quick ? 'quick' : 'full',
    ...(options.manifests === undefined ? {} : { manifests: options.manifests }),
    ...(options.variant === undefined ? {} : { variant: options.variant }),
    ...(options.silentSeconds === undefined ? {} : { silentSeconds: options.silentSeconds }),
    ...(options.breakage === undefined ? {} : { static: false }),
  });
  const setup = await agreeToSetup(session, options);
  const bench = new Bench(session, options.signal);
  const actions = runPlan(bench, setup, options);
  const progress = createProgress(actions);
  bench.report = (text) => progress.onEvent({ type: 'progress', id: 'cluster-images', text });
  const executed = await execute(session, {
    actions,
    signal: options.signal,
    keep: options.keep ?? 'never',
    language: options.lang ?? session.config.language,
    subject: async () => bench.peek('environment')?.subject ?? (await subjectOf(session)),
    cluster: () => bench.peek('cluster'),
    onEvent: (event) => progress.onEvent(event),
  });
  await progress.end();
  return executed;
}
