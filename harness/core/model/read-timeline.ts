import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { TIMELINE_FOLDER, type TimelineEntry, timelineEntrySchema } from './timeline.ts';

/**
 * @returns the timeline of a run, all files together, by time; empty if nothing was recorded.
 * @throws HarnessError `SAVED_STATE_UNREADABLE` with the file and the line that is no entry; a last line that is cut off is left out,
 *   since its writer may be writing it.
 */
export function readTimeline(reportDir: string): TimelineEntry[] {
  const folder = join(reportDir, TIMELINE_FOLDER);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) => readJournal(join(folder, name))).sort((a, b) => a.at - b.at);
}

function readJournal(file: string): TimelineEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    const parsed = timelineEntrySchema.safeParse(parsedLine(line));
    if (parsed.success) return parsed.data;
    throw new HarnessError({
      code: 'SAVED_STATE_UNREADABLE',
      message: `${file}:${index + 1} is not an entry of a timeline`,
      details: parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'line'}: ${message}`),
      likely: 'the file was changed after the run, or an older version of this program wrote it',
    });
  });
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
