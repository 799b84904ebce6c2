import { eventsOf, type NamespaceView, READY, type SubjectStatus, stuck, waiting } from './view.ts';

/** Events of the volume controller from which a claim never recovers. */
const NEVER_BOUND = /no storage class is set|storageclass.* not found|no volume plugin matched/i;

/** @returns whether the claim is bound, and if not, what the volume controller says. */
export function claimStatus(name: string, view: NamespaceView): SubjectStatus {
  const claim = view.claims.find(({ metadata }) => metadata?.name === name);
  if (!claim) return waiting('it does not exist yet');
  if (claim.status?.phase === 'Bound') return READY;
  if (claim.status?.phase === 'Lost') return stuck('its volume is lost');
  const [event] = eventsOf(view, 'PersistentVolumeClaim', name);
  const reason = `not bound: ${event?.message ?? 'the volume controller has not reported yet'}`;
  return NEVER_BOUND.test(reason) ? stuck(reason) : waiting(reason);
}
