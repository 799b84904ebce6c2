import { readTimeline } from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';
import { RunTimeline } from './run-timeline.ts';
import { gaps } from './service.ts';

/**
 * @param note gets what could not be recorded.
 * @returns the timeline of the run; ends the check as inconclusive if nothing was recorded.
 */
export function openTimeline(reportDir: string, note: (text: string) => void): RunTimeline {
  const entries = readTimeline(reportDir);
  const timeline = new RunTimeline(entries);
  if (timeline.of('pod').length === 0) inconclusive('the timeline has no pods: nothing was recorded in this run');
  for (const gap of gaps(timeline)) note(`not recorded: ${gap}`);
  note(`${entries.length} entries; ${timeline.windows.length} times in which something was broken on purpose`);
  return timeline;
}
