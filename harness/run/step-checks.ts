import type { CheckDeclaration, CheckRecord, Result } from '../core/model/check.ts';
import { SubjectFailure } from './graph.ts';
import type { Session } from './session.ts';

const declare = (declaration: Omit<CheckDeclaration, 'phase' | 'severity' | 'needs' | 'effect'>): CheckDeclaration => ({
  ...declaration,
  phase: 'foundation',
  severity: 'mandatory',
  needs: [],
  effect: 'observe',
  faults: {
    none: 'a step of bringing an environment up; the breakages of the nightly run prove it on a set that is broken from the start',
  },
});

/** Checks that are steps of the deployment itself, so that no spec could carry them out. */
export const STEP_CHECKS = {
  images: declare({
    id: 'images-available',
    title: 'Every image that the manifests name can be had from a configured source',
    claims: ['IMG-1'],
    remediation:
      'Correct the image name in the manifest, push the image, or add a source under `images` in the config.',
  }),
  apply: declare({
    id: 'deploy-applied',
    title: 'The unchanged manifest set is accepted in the order of deploy.sh',
    claims: ['DEP-1'],
    remediation:
      'Correct the object that the API server refuses; `kubectl apply --server-side -f` shows the same message.',
  }),
  ready: declare({
    id: 'deploy-ready',
    title: 'All pods become ready, Services get endpoints, Ingresses an address',
    claims: ['DEP-2', 'SVC-1'],
    remediation: 'Follow the cause: `diagnostics/` in the report holds pods, events and logs of the moment.',
  }),
} as const satisfies Record<string, CheckDeclaration>;

export const stepDeclarations: readonly CheckDeclaration[] = Object.values(STEP_CHECKS);

/**
 * Does a step whose failure is the deployment's own, and records it as the check.
 * @throws SubjectFailure after recording, so that what depends on the step is blocked.
 */
export async function asCheck(
  session: Session,
  { faults: _, ...check }: CheckDeclaration,
  work: () => Promise<readonly string[]>,
  isSubject: (error: unknown) => Result | undefined,
): Promise<void> {
  const startedAt = new Date();
  const keep = (result: Result, notes: readonly string[] = []): void => {
    const record: CheckRecord = {
      ...check,
      result,
      notes,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      measurements: [],
      evidence: [],
      leanedOn: [],
    };
    session.records.push(record);
  };
  try {
    keep({ state: 'passed' }, await work());
  } catch (error) {
    const result = isSubject(error);
    if (!result) throw error;
    keep(result);
    throw new SubjectFailure('reason' in result ? result.reason : check.title, check.id);
  }
}
