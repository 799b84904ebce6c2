import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../core/model/run.ts';
import { runRecordSchema } from '../schema.ts';
import type { Reporter } from './reporter.ts';

export const RECORD_FILE = 'signoff.json';

/** The record itself: every other format is derived from it. */
export const jsonReporter: Reporter = {
  name: 'json',
  async write(run, dir) {
    await writeFile(join(dir, RECORD_FILE), `${JSON.stringify(inOrder(run), undefined, 2)}\n`);
    return [RECORD_FILE];
  },
};

/** Fields in the order of the schema, so that a record that was read is written in the same bytes. What does not fit is kept as it is. */
const inOrder = (run: RunRecord): RunRecord => runRecordSchema.safeParse(run).data ?? run;
