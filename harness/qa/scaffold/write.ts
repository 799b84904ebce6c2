import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { namesOf, type Skeleton } from './skeleton.ts';

/**
 * Writes the files of a skeleton and applies its edits; nothing is overwritten.
 * @param root the package directory.
 * @returns the files that were written or edited, and what to do next.
 * @throws UsageError `NAME_UNUSABLE`, `FILE_EXISTS`.
 */
export function writeSkeleton(root: string, skeleton: Skeleton, name: string): { files: string[]; next: string[] } {
  const names = namesOf(name);
  if (!names)
    throw new UsageError({
      code: 'NAME_UNUSABLE',
      message: `"${name}" is not a kebab-case name, such as session-expiry`,
    });
  const created = Object.entries(skeleton.files(names));
  const existing = created.find(([file]) => existsSync(join(root, file)));
  if (existing)
    throw new UsageError({
      code: 'FILE_EXISTS',
      message: `${existing[0]} already exists`,
      hint: 'choose a different name',
    });
  // Compute all edits before writing the first file, so that a failing one leaves nothing behind.
  const edited = Object.entries(skeleton.edits ?? {}).map(
    ([file, edit]) => [file, edit(readFileSync(join(root, file), 'utf8'), names)] as const,
  );
  for (const [file, text] of [...created, ...edited]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return { files: [...created, ...edited].map(([file]) => file), next: [...skeleton.next(names)] };
}
