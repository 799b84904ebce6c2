import type { CheckDeclaration, Fault, NoFault } from '../../harness/index.ts';

/** What a spec declares; title and phase are the test's title and its project. */
export type Declared = Omit<CheckDeclaration, 'title' | 'phase' | 'faults'> & {
  readonly faults?: readonly Fault[] | NoFault;
};

export interface Annotation {
  readonly type: string;
  readonly description?: string;
}

/** Types of the annotations that specs, fixtures and reporter exchange. */
export const CHECK = 'check';
export const BLOCKED = 'blocked';
export const INCONCLUSIVE = 'inconclusive';
export const SKIPPED = 'skipped-because';
export const NOT_APPLICABLE = 'not-applicable';

/** Name of the attachment with a check's measurements and notes. */
export const RECORD = 'dify-e2e-record';

/** @throws when a test was declared without `check()`. */
export function declaredIn(annotations: readonly Annotation[], title: string): Declared {
  const found = annotations.find(({ type }) => type === CHECK)?.description;
  if (found) return JSON.parse(found) as Declared;
  throw new Error(`"${title}" is not a check: declare it with test(title, check({ … }), body)`);
}
