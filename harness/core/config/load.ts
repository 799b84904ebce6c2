import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { messageOf, UsageError } from '../errors.ts';
import { crossChecks, type Problem } from './cross-checks.ts';
import { type Config, configSchema } from './schema.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path; relative paths in the config are resolved against its directory. */
  readonly file: string;
  /** Read from the set itself: it promises nothing that the set does not say. */
  readonly inferred?: true;
  /** Position of a field in the file, both 1-based; that of its nearest ancestor if the field is absent. */
  readonly at: (path: readonly PropertyKey[]) => { readonly line: number; readonly column: number };
}

/**
 * Reads and checks a config file.
 * @throws UsageError `CONFIG_UNREADABLE` or `CONFIG_INVALID` with every problem as `file:line:column: path: what`.
 */
export function loadConfig(path: string): LoadedConfig {
  const file = resolve(path);
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: true });
  if (document.errors.length > 0)
    throw invalid(
      file,
      document.errors.map((error) => `${file}: ${error.message}`),
    );
  const parsed = configSchema.safeParse(document.toJS());
  const problems = parsed.success ? crossChecks(parsed.data) : parsed.error.issues.flatMap(flatten);
  if (problems.length > 0)
    throw invalid(
      file,
      problems.map((problem) => locate(file, document, lines, problem)),
    );
  return { config: parsed.data as Config, file, at: (path) => placeIn(document, lines, path) };
}

/** @returns the absolute path for a path that is relative to the config file. */
export function fromConfig(file: string, path: string): string {
  return resolve(dirname(file), path);
}

/** Unknown keys are reported at the key itself, not at the map around it. */
function flatten(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'unknown key (see docs/config.md)' }));
  }
  return [{ path: issue.path, message: issue.message }];
}

function locate(file: string, document: Document, lines: LineCounter, problem: Problem): string {
  const { line, column } = placeIn(document, lines, problem.path);
  return `${file}:${line}:${column}: ${problem.path.map(String).join('.') || '(whole file)'}: ${problem.message}`;
}

function placeIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]) {
  const { line, col } = lines.linePos(offsetOf(document, path));
  return { line, column: col };
}

/** Offset of the node at the path, or of its nearest existing ancestor. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(path[length - 1]));
      if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError({
      code: 'CONFIG_UNREADABLE',
      message: `can't read the config file ${file}`,
      likely: messageOf(error),
      hint: `ls -l ${dirname(file)}   then give the right file with --config`,
    });
  }
}

function invalid(file: string, details: readonly string[]): UsageError {
  return new UsageError({
    code: 'CONFIG_INVALID',
    message: `${details.length} problem${details.length === 1 ? '' : 's'} in ${file}`,
    details,
    hint: 'fix the lines above; docs/config.md lists every key and its values',
  });
}
