import type { RunContext } from '../run/context.ts';
import type { Plan } from '../run/define-plan.ts';
import type { GraphEvent } from '../run/graph.ts';
import type { Session } from '../run/session.ts';
import { createProgress } from './progress.ts';

export interface ShownWork<T> {
  readonly session: Session;
  readonly signal: AbortSignal;
  plan(context: RunContext): Plan;
  carryOut(plan: Plan, onEvent: (event: GraphEvent) => void): Promise<T>;
}

/** Creates a plan, and shows its progress while it runs. */
export async function showRun<T>({ session, signal, ...work }: ShownWork<T>): Promise<T> {
  let show: (line: string) => void = () => undefined;
  const plan = work.plan({ session, signal, report: (line) => show(line) });
  const progress = createProgress(plan.steps);
  // Shared builds are shown in the step that waits for most of them.
  show = (text) => progress.onEvent({ type: 'progress', id: 'cluster-images', text });
  const done = await work.carryOut(plan, (event) => progress.onEvent(event));
  await progress.end();
  return done;
}
