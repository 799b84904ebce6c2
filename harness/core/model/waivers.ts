import type { CheckRecord } from './check.ts';
import type { Waiver } from './run.ts';

/**
 * State of a waiver: `used`; `not-needed` (its check passed or is informational); or invalid:
 * `expired`, `unknown-check`, `incomplete` (no reason, no owner or no valid date).
 */
export type WaiverState = 'used' | 'not-needed' | 'expired' | 'unknown-check' | 'incomplete';

export interface JudgedWaiver {
  readonly waiver: Waiver;
  readonly state: WaiverState;
}

/** @param at ISO timestamp of the run; its UTC day is compared with the last day on which a waiver is valid. */
export function judgeWaivers(waivers: readonly Waiver[], checks: readonly CheckRecord[], at: string): JudgedWaiver[] {
  return waivers.map((waiver) => ({ waiver, state: judge(waiver, checks, at) }));
}

/** @returns ids of the checks that did not pass and are covered by a valid waiver. */
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

/** @returns the UTC day `2026-01-31`, or undefined if the text is not a date: such a waiver must not be valid forever. */
function dayOf(text: string): string | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
