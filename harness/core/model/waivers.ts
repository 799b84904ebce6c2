import type { CheckRecord } from './check.ts';
import type { Waiver } from './run.ts';

/**
 * What became of a waiver: it was `used`; its check passed or weighs nothing (`not-needed`); or it counts for nothing:
 * `expired`, `unknown-check`, `incomplete` (no reason, no owner or no readable date).
 */
export type WaiverState = 'used' | 'not-needed' | 'expired' | 'unknown-check' | 'incomplete';

export interface JudgedWaiver {
  readonly waiver: Waiver;
  readonly state: WaiverState;
}

/** @param at ISO instant of the run; its UTC day is compared with the last day on which a waiver counts. */
export function judgeWaivers(waivers: readonly Waiver[], checks: readonly CheckRecord[], at: string): JudgedWaiver[] {
  return waivers.map((waiver) => ({ waiver, state: judge(waiver, checks, at) }));
}

/** @returns ids of the checks that are not passed and covered by a waiver that counts. */
export function waivedChecks(waivers: readonly Waiver[], checks: readonly CheckRecord[], at: string): Set<string> {
  const used = judgeWaivers(waivers, checks, at).filter((judged) => judged.state === 'used');
  return new Set(used.map((judged) => judged.waiver.check));
}

function judge(waiver: Waiver, checks: readonly CheckRecord[], at: string): WaiverState {
  const mine = checks.filter((check) => check.id === waiver.check);
  if (mine.length === 0) return 'unknown-check';
  const expires = dayOf(waiver.expires);
  const today = dayOf(at);
  if (!waiver.reason.trim() || !waiver.owner.trim() || !expires || !today) return 'incomplete';
  if (today > expires) return 'expired';
  const wanted = mine.some((check) => check.severity !== 'informational' && check.result.state !== 'passed');
  return wanted ? 'used' : 'not-needed';
}

/** @returns the UTC day `2026-01-31`, or undefined when the text is no date: such a waiver must not count for ever. */
function dayOf(text: string): string | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
