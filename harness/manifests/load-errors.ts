import { UsageError } from '../core/errors.ts';
import type { FileNote } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';

/** So many problems are named one by one; whoever has more has one cause for most of them. */
const SHOWN_PROBLEMS = 100;

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN_PROBLEMS;
  return [...lines.slice(0, SHOWN_PROBLEMS), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** @param problems each as `file:line: message`. */
export function unreadable(root: string, problems: readonly string[], hint: string): UsageError {
  return new UsageError({
    code: 'MANIFESTS_UNREADABLE',
    message: `${problems.length} problem(s) in the manifests of ${shown(root)}`,
    details: listed(problems),
    hint,
  });
}

/** @param beside what there is instead. */
export function empty(root: string, likely: string, hint: string, beside: readonly FileNote[] = []): UsageError {
  return new UsageError({
    code: 'MANIFESTS_EMPTY',
    message: `${shown(root)} contains no Kubernetes object`,
    ...(beside.length > 0 ? {} : { likely }),
    details: listed(beside.map(({ file, message }) => `${file} ${message}`)),
    hint,
  });
}
