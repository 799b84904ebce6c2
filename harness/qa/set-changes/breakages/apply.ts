import { cp } from 'node:fs/promises';
import { applyEdits } from '../edit.ts';
import type { Breakage } from './catalogue.ts';

/**
 * Copies the manifest set to `target` and breaks the copy.
 * @throws HarnessError `EDIT_STALE` when the set no longer has the field.
 */
export async function breakSet(source: string, target: string, { id, edits }: Breakage): Promise<void> {
  await cp(source, target, { recursive: true, dereference: true });
  await applyEdits(target, edits, `breakage "${id}"`);
}
