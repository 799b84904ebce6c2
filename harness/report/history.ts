import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../core/model/run.ts';
import { RECORD_FILE } from './reporters/json.ts';
import { runRecordSchema } from './schema.ts';

/**
 * The history is the reports' directory itself: one directory for each run.
 * @returns the records in it, newest first. What is no record of this version is left out: another version's, an unfinished run.
 */
export function* history(dir: string): Generator<RunRecord> {
  const found = directoriesIn(dir).flatMap((name) => {
    const text = textOf(join(dir, name, RECORD_FILE));
    const startedAt = /"startedAt": "([^"]+)"/.exec(text ?? '')?.[1];
    return text !== undefined && startedAt !== undefined ? [{ text, startedAt }] : [];
  });
  for (const { text } of found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))) {
    const record = parsed(text);
    if (record) yield record;
  }
}

function directoriesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return []; // the first run: there is no history yet
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string): RunRecord | undefined {
  try {
    return runRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
