import { execute, type Executed } from '../run/execute.ts';
import type { Breakage } from '../breakages/catalogue.ts';
import { runPlan } from '../run/plan.ts';
import { prepare } from '../run/session.ts';
import { createProgress } from './progress.ts';
import { agreeToSetup } from './setup.ts';

export interface FullRunOptions {
  readonly config: string;
  readonly manifests?: string;
  readonly quick?: boolean;
  readonly yes?: boolean;
  readonly keep?: 'never' | 'on-failure' | 'always';
  readonly lang?: 'en' | 'zh';
  /** Something is broken on purpose, and the phases after smoke are left out. */
  readonly breakage?: Breakage;
  readonly signal: AbortSignal;
}

/** The main job: prepare, ask, set up, deploy, check, report, undo. */
export async function fullRun(options: FullRunOptions): Promise<Executed> {
  const session = await prepare({
    configFile: options.config,
    profile: options.quick ? 'quick' : 'full',
    ...(options.manifests === undefined ? {} : { manifests: options.manifests }),
  });
  const setup = await agreeToSetup(session, options);
  const progress = { current: undefined as ReturnType<typeof createProgress> | undefined };
  const executed = await execute(session, {
    signal: options.signal,
    keep: options.keep ?? 'never',
    language: options.lang ?? session.config.language,
    plan: (bench) => runPlan(bench, setup, options.breakage),
    onPlan: (actions) => {
      progress.current = createProgress(actions);
      return (event) => progress.current?.onEvent(event);
    },
  });
  await progress.current?.end();
  return executed;
}

