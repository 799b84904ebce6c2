import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reporter } from './reporter.ts';

export const RECORD_FILE = 'signoff.json';

/** The record itself: every other format is derived from it. */
export const jsonReporter: Reporter = {
  name: 'json',
  async write(run, dir) {
    await writeFile(join(dir, RECORD_FILE), `${JSON.stringify(run, undefined, 2)}\n`);
    return [RECORD_FILE];
  },
};
