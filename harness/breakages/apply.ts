import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';
import { HarnessError } from '../core/errors.ts';
import type { Breakage, Edit } from './catalogue.ts';

/**
 * Copies the manifest set to `target` and breaks the copy.
 * @throws HarnessError `BREAKAGE_STALE` when the set no longer has the field: a fault that changes nothing would prove nothing.
 */
export async function breakSet(source: string, target: string, breakage: Breakage): Promise<void> {
  await cp(source, target, { recursive: true, dereference: true });
  for (const edit of breakage.edits) await applyEdit(join(target, edit.file), edit, breakage.id);
}

async function applyEdit(file: string, edit: Edit, id: string): Promise<void> {
  const documents = parseAllDocuments(await readFile(file, 'utf8')) as Document[];
  const document = documents.find((candidate) => candidate.get('kind') === edit.kind);
  if (!document?.hasIn(edit.path)) {
    throw new HarnessError({
      code: 'BREAKAGE_STALE',
      message: `the breakage "${id}" finds no ${edit.kind} with ${edit.path.join('.')} in ${file}`,
      hint: 'bring harness/breakages/catalogue.ts in line with the manifest set',
    });
  }
  if (edit.value === undefined) document.deleteIn(edit.path);
  else document.setIn(edit.path, document.createNode(edit.value));
  await writeFile(file, documents.map(String).join('---\n'));
}
