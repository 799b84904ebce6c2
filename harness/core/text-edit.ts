import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from './errors.ts';

/** One replacement in a copy of files; `replace` must occur exactly once. */
export interface TextEdit {
  /** Relative to the copy. */
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

/**
 * Applies the edits to a folder.
 * @param whose what the edits belong to, for the error message.
 * @throws HarnessError `EDIT_STALE` if a text does not occur exactly once: an edit that changes nothing would prove nothing.
 */
export async function applyEdits(folder: string, edits: readonly TextEdit[], whose: string): Promise<void> {
  for (const { file, replace, by } of edits) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const times = text.split(replace).length - 1;
    if (times !== 1) throw stale(`${whose}: ${JSON.stringify(replace)} occurs ${times} times in ${file}, not once`);
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
    hint: 'update the edit to match the files',
  });
