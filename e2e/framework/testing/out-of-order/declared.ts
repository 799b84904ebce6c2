import { expect } from '@playwright/test';
import { check } from '../../check.ts';
import { resultsFolder, stateOf } from '../../results.ts';

/** @returns a check that needs nothing but the checks before it. */
export const after = (id: string, ...dependsOn: string[]) =>
  check({
    id,
    claims: ['NET-1'],
    severity: 'informational',
    effect: 'observe',
    dependsOn,
    needs: [],
    remediation: 'It never fails.',
    faults: { none: 'it tests nothing that could break' },
  });

/** Fails unless the checks have ended. */
export function expectPassed(...ids: string[]): void {
  expect(ids.map((id) => stateOf(resultsFolder() ?? '', id))).toEqual(ids.map(() => 'passed'));
}
