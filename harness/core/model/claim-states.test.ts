import { describe, expect, it } from 'vitest';
import type { CheckRecord } from './check.ts';
import { claimStates } from './claim-states.ts';
import { CLAIMS, sectionOf } from './claims.ts';
import type { LedgerEntry } from './run.ts';
import { blockedBy, checkRecord, failed } from './testing/records.ts';

const ledger: LedgerEntry[] = [
  { part: 'dify-api', kind: 'double', real: 'r', used: 'u', source: 'packages', differences: [] },
  { part: 'squid', kind: 'substitute', real: 'r', used: 'u', source: 'packages', differences: [] },
];
const stateOf = (id: string, ...checks: CheckRecord[]) => {
  const found = claimStates({ claims: CLAIMS, checks, ledger }).find((state) => state.claim.id === id);
  if (!found) throw new Error(`no claim ${id}`);
  return found;
};
const live = (partial: Partial<CheckRecord> = {}) => checkRecord('live', { claims: ['NET-2'], ...partial });
const still = (partial: Partial<CheckRecord> = {}) => live({ id: 'still', phase: 'static', ...partial });

describe('a claim', () => {
  it('is proven when each half passed on real parts', () => {
    expect(stateOf('NET-2', live({ needs: ['squid'] }), still())).toMatchObject({ status: 'proven', missing: [] });
  });

  it('is partly covered when no check covers one of its halves', () => {
    expect(stateOf('NET-2', live())).toMatchObject({ status: 'partly', missing: ['static'] });
    expect(stateOf('DOM-1', live({ claims: ['DOM-1'] }))).toMatchObject({ status: 'partly', missing: ['static'] });
  });

  it('is not proven on a double, even if the record does not say that one was used', () => {
    expect(stateOf('NET-2', live({ needs: ['dify-api'] }), still())).toMatchObject({
      status: 'not-proven',
      leanedOn: ['dify-api'],
    });
  });

  it('has the worst state of its checks, apart from informational findings', () => {
    expect(stateOf('NET-2', live({ result: blockedBy('x') }), still({ result: failed() })).status).toBe('failed');
    expect(stateOf('NET-2', live({ result: { state: 'flaky', reason: 'x' } }), still()).status).toBe('failed');
    const beside = stateOf(
      'NET-2',
      live(),
      still(),
      live({ id: 'i', severity: 'informational', result: failed('none') }),
    );
    expect(beside).toMatchObject({ status: 'proven', reasons: ['i: none'] });
  });

  it('does without checks that do not apply, and does not apply itself if there are no others', () => {
    const absent = { state: 'skipped', reason: 'no sandbox', notApplicable: true } as const;
    expect(stateOf('NET-2', live({ result: absent }), still({ result: absent })).status).toBe('not-applicable');
    expect(stateOf('NET-2', live({ result: absent, needs: ['dify-api'] }), still()).status).toBe('proven');
    expect(stateOf('NET-2', live({ result: { state: 'skipped', reason: 'x' } }), still()).status).toBe('skipped');
  });

  it('has a finding if only informational checks cover it and one found something', () => {
    const check = live({ claims: ['SEC-5'], severity: 'informational', result: failed('no RBAC') });
    expect(stateOf('SEC-5', check)).toMatchObject({ status: 'finding', reasons: ['live: no RBAC'] });
  });

  it('is not covered without a check; a decision stays a decision until a check contradicts it', () => {
    expect(stateOf('PRB-2').status).toBe('not-covered');
    expect(stateOf('TLS-1', live({ claims: ['TLS-1'], severity: 'informational', result: failed() })).status).toBe(
      'decided',
    );
    expect(stateOf('TLS-1', live({ claims: ['TLS-1'], result: failed() })).status).toBe('failed');
  });
});

it('ids of the catalogue are unique and every claim has a section', () => {
  expect(new Set(CLAIMS.map((claim) => claim.id)).size).toBe(CLAIMS.length);
  expect(sectionOf({ section: '7, 8, 10.1' })).toBe('10.1');
  expect(sectionOf({ section: '–' })).toBe('–');
});
