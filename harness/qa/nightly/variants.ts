import type { LoadedConfig } from '../../core/config/index.ts';
import { explain } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import type { Night } from '../runner.ts';
import { keptChange } from '../set-changes/kept-copy.ts';
import { type SetChange, titleOf } from '../set-changes/set-change.ts';
import type { Tally } from '../tally.ts';

/** Beyond nginx's default timeout of 60 s, which is too slow for other runs. */
const SILENT_SECONDS = 65;

/** A variant must be GO, like the set itself. */
export async function mustBeGo(tally: Tally, variant: SetChange, { loaded, runner }: Night): Promise<void> {
  runner.signal.throwIfAborted();
  runner.say(`\nvariant: ${variant.title}`);
  try {
    const { record } = await runner.run({
      loaded: withLongSilence(await keptChange(loaded, variant)),
      setTitle: titleOf(variant),
      profile: 'quick',
    });
    const { verdict, because } = record.verdict;
    tally.add(`variant ${variant.id}: ${verdict}, first ${because[0]?.check ?? 'nothing'}`, verdict === 'GO');
  } catch (error) {
    tally.add(`variant ${variant.id}: ${redact(explain(error).join(' '))}`, false);
  }
}

/** @returns the config with a silence of at least this long, never shorter than configured. */
export function withLongSilence(loaded: LoadedConfig, seconds = SILENT_SECONDS): LoadedConfig {
  const { timeouts } = loaded.config;
  const silentSeconds = Math.max(timeouts.silentSeconds, seconds);
  return { ...loaded, config: { ...loaded.config, timeouts: { ...timeouts, silentSeconds } } };
}
