import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from './errors.ts';

/** One replacement in a copy of files; `replace` must be there exactly once. */
export interface TextEdit {
  /** Within the copy. */
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

/**
 * Makes the edits in a folder.
 * @param whose what they belong to, for the error.
 * @throws HarnessError `EDIT_STALE` when a text is not there exactly once: an edit that changes nothing would prove nothing.
 */
export async function applyEdits(folder: string, edits: readonly TextEdit[], whose: string): Promise<void> {
  for (const { file, replace, by } of edits) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const times = text.split(replace).length - 1;
    if (times !== 1) throw stale(`${whose}: ${JSON.stringify(replace)} is ${times} times in ${file}, not once`);
    await writeFile(
      path,
      text.replace(replace, () => by),
    );
  }
}

const stale = (message: string): HarnessError =>
  new HarnessError({
    code: 'EDIT_STALE',
    message,
    likely: 'the files have changed since the edit was written',
    hint: 'bring the edit in line with the files',
  });
