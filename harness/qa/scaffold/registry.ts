import { UsageError } from '../../core/errors.ts';

/** A list or table in a source file in which a new module must be registered. */
export interface Registry {
  readonly file: string;
  /** The line that ends it: `];`. */
  readonly end: string;
}

/**
 * Adds a line to the end of a registry.
 * @throws UsageError `REGISTRY_UNREADABLE`.
 */
export function withEntry(text: string, { file, end }: Registry, entry: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(end);
  if (at < 0)
    throw new UsageError({
      code: 'REGISTRY_UNREADABLE',
      message: `no line of ${file} is "${end}"`,
      hint: `git diff ${file}`,
    });
  return lines.toSpliced(at, 0, entry).join('\n');
}

/** Adds an import among those from the same directory, sorted. There is at least one. */
export function withImport(text: string, added: string): string {
  const lines = text.split('\n');
  const beside = lines.filter((line) => line.startsWith('import ') && folderOf(line) === folderOf(added));
  const next = beside.find((line) => pathOf(line) > pathOf(added));
  const at = next ? lines.indexOf(next) : lines.lastIndexOf(beside.at(-1) ?? '') + 1;
  return lines.toSpliced(at, 0, added).join('\n');
}

const pathOf = (line: string): string => / from '(.*)\.ts';$/.exec(line)?.[1] ?? '';
const folderOf = (line: string): string => pathOf(line).replace(/[^/]*$/, '');
