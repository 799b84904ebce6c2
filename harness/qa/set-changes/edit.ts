import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isScalar, parseAllDocuments, visit } from 'yaml';
import { HarnessError } from '../../core/errors.ts';

/** A change of one field of one object of a manifest set; `undefined` takes the field out. */
export interface Edit {
  readonly file: string;
  readonly kind: string;
  /** `metadata.name`, where the file has several objects of that kind. */
  readonly name?: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * Changes the fields in a copy of the set.
 * @param why whose edits they are, for the error.
 * @throws HarnessError `EDIT_STALE` when the set no longer has a field: an edit that changes nothing would prove nothing.
 */
export async function applyEdits(folder: string, edits: readonly Edit[], why: string): Promise<void> {
  for (const edit of edits) {
    await changeDocuments(join(folder, edit.file), (documents) => {
      const document = documents.find((candidate) => isOf(candidate, edit));
      if (!document?.hasIn(edit.path)) {
        throw stale(why, `no ${edit.kind} ${edit.name ?? ''} with ${edit.path.join('.')} in ${edit.file}`);
      }
      if (edit.value === undefined) document.deleteIn(edit.path);
      else document.setIn(edit.path, document.createNode(edit.value));
    });
  }
}

/**
 * Replaces image references, wherever a file of manifests or a Compose file names one.
 * @param images reference → the one that takes its place.
 * @returns the references that were found.
 */
export async function replaceImages(file: string, images: Readonly<Record<string, string>>): Promise<string[]> {
  const found: string[] = [];
  await changeDocuments(file, (documents) => {
    for (const document of documents) {
      visit(document, {
        Pair(_, { key, value }) {
          if (!isScalar(key) || key.value !== 'image' || !isScalar(value)) return;
          const other = images[String(value.value)];
          if (other === undefined) return;
          found.push(String(value.value));
          value.value = other;
        },
      });
    }
  });
  return found;
}

/** @returns the error for an edit whose target is no longer there. */
export function stale(why: string, what: string): HarnessError {
  return new HarnessError({
    code: 'EDIT_STALE',
    message: `the ${why} finds ${what}`,
    hint: 'bring its catalogue (harness/breakages, harness/variants) in line with the set',
  });
}

function isOf(document: Document, { kind, name }: Edit): boolean {
  return document.get('kind') === kind && (name === undefined || document.getIn(['metadata', 'name']) === name);
}

/** Comments stay, so that findings can still quote the lines. */
async function changeDocuments(file: string, change: (documents: readonly Document[]) => void): Promise<void> {
  const documents = parseAllDocuments(await readFile(file, 'utf8')) as Document[];
  const before = documents.map(String).join('---\n');
  change(documents);
  const after = documents.map(String).join('---\n');
  if (after !== before) await writeFile(file, after);
}
