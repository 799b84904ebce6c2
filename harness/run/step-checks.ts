import type { CheckDeclaration, Measurement, Result } from '../core/model/check.ts';
import { SubjectFailure } from './graph.ts';
import type { RawCheckRecord, StepContext } from './step.ts';

const declare = (declaration: Omit<CheckDeclaration, 'phase' | 'severity' | 'needs' | 'effect'>): CheckDeclaration => ({
  ...declaration,
  phase: 'foundation',
  severity: 'mandatory',
  needs: [],
  effect: 'observe',
  faults: {
    none: 'this is a deployment step; the nightly run tests it with broken manifest sets',
  },
});

/** Checks that are steps of the deployment itself, so that no spec could run them. */
export const STEP_CHECKS = {
  images: declare({
    id: 'images-available',
    title: 'Every image in the manifests is available from a configured source',
    claims: ['IMG-1'],
    remediation:
      'Correct the image name in the manifest, push the image, or add a source under `images` in the config.',
  }),
  apply: declare({
    id: 'deploy-applied',
    title: 'The API server accepts the unchanged manifest set, applied in the order of deploy.sh',
    claims: ['DEP-1'],
    remediation:
      'Correct the object that the API server rejects; `kubectl apply --server-side --dry-run=server -f FILE` prints the same message.',
  }),
  ready: declare({
    id: 'deploy-ready',
    title: 'Every pod becomes ready, every Service has endpoints, and every Ingress has an address',
    claims: ['DEP-2', 'SVC-1'],
    remediation:
      'Start with the cause above; `diagnostics/` in the report contains the pods, events and logs from that time.',
  }),
} as const satisfies Record<string, CheckDeclaration>;

export const stepDeclarations: readonly CheckDeclaration[] = Object.values(STEP_CHECKS);

export type Note = (line: string) => void;
/** A figure with its limit: over it on a machine that was itself too busy, the check is inconclusive. */
export type Measure = (measurement: Measurement) => void;

/** @returns the check's result if the deployment failed; undefined if something else did. */
export type FailureOf = (error: unknown, startedAt: Date) => Result | undefined | Promise<Result | undefined>;

/**
 * Does work that the deployment can make fail, and records it as the check.
 * @param work gets functions that add a note and a measurement to the check's record.
 * @throws SubjectFailure after recording, so that dependents of the step are blocked.
 */
export async function asCheck<T>(
  step: Pick<StepContext, 'add'>,
  check: CheckDeclaration,
  work: (note: Note, measure: Measure) => Promise<T>,
  failureOf: FailureOf,
): Promise<T> {
  const startedAt = new Date();
  const [notes, measurements]: [string[], Measurement[]] = [[], []];
  const keep = (result: Result): void =>
    step.add({ checks: [recordOf(check, startedAt, { result, notes, measurements })] });
  try {
    const value = await work(
      (line) => void notes.push(line),
      (measurement) => void measurements.push(measurement),
    );
    keep({ state: 'passed' });
    return value;
  } catch (error) {
    const result = await failureOf(error, startedAt);
    if (!result) throw error;
    keep(result);
    throw new SubjectFailure('reason' in result ? result.reason : check.title, check.id);
  }
}

function recordOf(
  { faults: _, ...check }: CheckDeclaration,
  startedAt: Date,
  found: Pick<RawCheckRecord, 'result' | 'notes' | 'measurements'>,
): RawCheckRecord {
  const durationMs = Date.now() - startedAt.getTime();
  return { ...check, ...found, startedAt: startedAt.toISOString(), durationMs, evidence: [] };
}
