import { type BroughtUp, bringUp } from '../run/bring-up.ts';
import { upPlan } from '../run/plan.ts';
import type { Session } from '../run/session.ts';
import { agreeToSetup, type Consent } from './setup.ts';
import { showRun } from './show-run.ts';

/** Asks for consent, sets up the machine, and leaves an environment up. */
export async function bringUpShown(session: Session, consent: Consent): Promise<BroughtUp> {
  const setup = await agreeToSetup(session, consent);
  const { signal } = consent;
  return showRun({
    ...{ session, signal },
    plan: (context) => upPlan(context, setup),
    carryOut: (plan, onEvent) => bringUp(session, { plan, signal, onEvent }),
  });
}
