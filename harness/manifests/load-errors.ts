import { UsageError } from '../core/errors.ts';
import { shown } from '../lib/text/index.ts';

/** So many problems are named one by one; whoever has more has one cause for most of them. */
const SHOWN_PROBLEMS = 100;

/** @param problems each as `file:line: message`. */
export function unreadable(root: string, problems: readonly string[], hint: string): UsageError {
  const rest = problems.length - SHOWN_PROBLEMS;
  return new UsageError({
    code: 'MANIFESTS_UNREADABLE',
    message: `${problems.length} problem(s) in the manifests of ${shown(root)}`,
    details: [...problems.slice(0, SHOWN_PROBLEMS), ...(rest > 0 ? [`and ${rest} more`] : [])],
    hint,
  });
}

export function empty(root: string, likely: string, hint: string): UsageError {
  return new UsageError({
    code: 'MANIFESTS_EMPTY',
    message: `${shown(root)} contains no Kubernetes object`,
    likely,
    hint,
  });
}
