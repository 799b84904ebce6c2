import type { CheckRecord, Result } from '../check.ts';
import type { VerdictInput } from '../findings.ts';
import type { PhaseRecord } from '../run.ts';

/** Builders for tests: a passed mandatory smoke check, a phase that is done, a run that contains them. */
export function checkRecord(id: string, partial: Partial<CheckRecord> = {}): CheckRecord {
  return {
    id,
    title: `${id} holds`,
    phase: 'smoke',
    claims: ['DEP-3'],
    severity: 'mandatory',
    effect: 'observe',
    needs: [],
    remediation: 'kubectl get pods -n dify',
    result: { state: 'passed' },
    durationMs: 120,
    startedAt: '2026-03-01T10:00:00.000Z',
    measurements: [],
    evidence: [],
    leanedOn: [],
    notes: [],
    ...partial,
  };
}

export function failed(reason = 'it broke'): Result {
  return { state: 'failed', reason };
}

export function blockedBy(by: string): Result {
  return { state: 'blocked', by, reason: `${by} did not pass` };
}

export function phaseRecord(id: string, partial: Partial<PhaseRecord> = {}): PhaseRecord {
  return { id, title: id, state: 'done', startedAt: '2026-03-01T10:00:00.000Z', durationMs: 1000, ...partial };
}

export function verdictInput(partial: Partial<VerdictInput> = {}): VerdictInput {
  return {
    scope: 'rehearsal',
    startedAt: '2026-03-01T10:00:00.000Z',
    checks: [checkRecord('a')],
    phases: [phaseRecord('deploy')],
    ledger: [],
    waivers: [],
    harnessErrors: [],
    ...partial,
  };
}
