import { SubjectFailure } from '../../run/graph.ts';
import type { ChangePlan } from '../../run/plan.ts';
import type { Step } from '../../run/step.ts';
import { checkedFiles } from '../../run/tokens.ts';
import type { Breakage } from '../set-changes/breakages.ts';
import { stopStandIn } from './stop-stand-in.ts';

/** Phases that are not needed to find breakages. */
const LEFT_OUT: readonly string[] = ['failover', 'load'];

/**
 * A run with something broken on purpose: static results are withheld, so that the live checks have to find it; the phases after
 * smoke are left out; a fault is injected once everything is ready.
 */
export const breaking =
  ({ stop }: Pick<Breakage, 'stop'>): ChangePlan =>
  (steps) => {
    const kept = steps.filter(({ id }) => !LEFT_OUT.includes(id)).map(withoutFindings);
    if (!stop) return kept;
    const fault = stopStandIn(stop);
    return [...kept.map((step) => (step.id === 'foundation' ? startingAfter(fault.id, step) : step)), fault];
  };

const startingAfter = (id: string, step: Step): Step => ({ ...step, after: [...(step.after ?? []), id] });

/** The static checks still run, because that registers the secrets for masking, but their results are dropped. */
function withoutFindings(step: Step): Step {
  if (step.gives?.name !== checkedFiles.name) return step;
  return {
    ...step,
    async run(taken, context) {
      try {
        return await step.run(taken, { ...context, add: () => undefined });
      } catch (error) {
        if (error instanceof SubjectFailure) return undefined;
        throw error;
      }
    },
  };
}
