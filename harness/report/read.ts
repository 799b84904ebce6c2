import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UsageError } from '../core/errors.ts';
import type { RunRecord } from '../core/model/run.ts';
import { ownCommand } from '../core/own-command.ts';
import { RECORD_FILE } from './reporters/json.ts';
import { runRecordSchema } from './schema.ts';

/**
 * Reads a report's record, so that the report can be regenerated or verified.
 * @throws UsageError `REPORT_UNREADABLE` (no such file, no JSON) or `REPORT_INVALID` (not our record; details list each field).
 */
export async function readRun(dir: string): Promise<RunRecord> {
  const file = join(dir, RECORD_FILE);
  const parsed = runRecordSchema.safeParse(await readJson(file));
  if (parsed.success) return parsed.data;
  throw new UsageError({
    code: 'REPORT_INVALID',
    message: `${file} is not a valid record of this version`,
    likely: 'it was written by another version of dify-e2e, or edited',
    details: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`),
    hint: `create a new report: ${ownCommand('run')}`,
  });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError({
      code: 'REPORT_UNREADABLE',
      message: `can't read ${file}: ${messageOf(error)}`,
      likely: 'the directory contains no report',
      hint: 'pass the report directory of a run, such as reports/latest',
      cause: error,
    });
  }
}
