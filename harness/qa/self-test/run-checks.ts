import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckDeclaration } from '../../core/model/check.ts';
import { LIVE_PHASES } from '../../run/actions/checks.ts';
import { runPhase } from '../../run/playwright.ts';
import type { Seen } from './judge.ts';

export interface Place {
  readonly environmentFile: string;
  /** A new directory, so that results of an earlier trial don't block checks. */
  readonly results: string;
  readonly reportDir: string;
  readonly signal: AbortSignal;
}

/** Runs the chosen specs, phase after phase. @throws HarnessError `CHECKS_DID_NOT_RUN`. */
export async function runChecks(chosen: readonly CheckDeclaration[], place: Place): Promise<Seen[]> {
  mkdirSync(join(place.results), { recursive: true });
  const seen: Seen[] = [];
  for (const phase of LIVE_PHASES) {
    const titles = chosen.filter((check) => check.phase === phase).map(({ title }) => escaped(title));
    if (titles.length === 0) continue;
    const records = await runPhase({
      ...place,
      phase,
      extraArgs: ['--grep', ` (?:${titles.join('|')})$`],
      onLine: () => undefined,
    });
    seen.push(...records);
  }
  return seen;
}

/** Escapes the text for use in a regular expression. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
