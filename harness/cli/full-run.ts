import type { RunRequest } from '../qa/runner.ts';
import { type Executed, execute, type Keep } from '../run/execute.ts';
import { changed, runPlan } from '../run/plan.ts';
import { prepare } from '../run/session.ts';
import { subjectOf } from '../run/subject.ts';
import { agreeToSetup } from './setup.ts';
import { showRun } from './show-run.ts';

export interface FullRunOptions extends RunRequest {
  readonly yes?: boolean | undefined;
  readonly keep?: Keep;
  readonly lang?: 'en' | 'zh' | undefined;
  readonly signal: AbortSignal;
}

const SCOPES = {
  auto: 'Scope: auto. A release run if every image of the set comes from a registry or archive, else a rehearsal with doubles.',
  rehearsal: 'Scope: rehearsal. Doubles stand in for the images that the config names.',
  release: 'Scope: release. The real images are tested.',
};

/** The full run: prepare, ask, set up, deploy, check, report, undo. */
export async function fullRun({ rounds, change, signal, ...options }: FullRunOptions): Promise<Executed> {
  const session = await prepare(options);
  process.stdout.write(`${SCOPES[session.config.scope]}\n`);
  const setup = await agreeToSetup(session, { yes: options.yes, signal });
  return showRun({
    ...{ session, signal },
    plan: (context) => {
      const plan = runPlan(context, setup, { rounds });
      return change ? changed(plan, change) : plan;
    },
    carryOut: (plan, onEvent) =>
      execute(session, {
        ...{ plan, signal, onEvent },
        keep: options.keep ?? 'never',
        language: options.lang ?? session.config.language,
        subject: () => subjectOf(session),
      }),
  });
}
