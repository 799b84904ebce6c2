import { describe, expect, it } from 'vitest';
import type { Waiver } from './run.ts';
import { checkRecord, failed } from './testing/records.ts';
import { judgeWaivers } from './waivers.ts';

const waiver: Waiver = { check: 'a', reason: 'accepted for the pilot', owner: 'ops', expires: '2026-03-01' };
const judge = (partial: Partial<Waiver>, at = '2026-03-01T23:59:59.999Z', state = failed()) =>
  judgeWaivers([{ ...waiver, ...partial }], [checkRecord('a', { result: state })], at)[0]?.state;

describe('a waiver', () => {
  it('is valid up to and including its last day', () => {
    expect(judge({})).toBe('used');
    expect(judge({}, '2026-03-02T00:00:00.000Z')).toBe('expired');
    expect(judge({}, '2026-03-02T01:00:00.000+02:00')).toBe('used');
  });

  it('is invalid without a known check, a reason, an owner and a readable date', () => {
    expect(judge({ check: 'b' })).toBe('unknown-check');
    expect(judge({ reason: ' ' })).toBe('incomplete');
    expect(judge({ owner: '' })).toBe('incomplete');
    expect(judge({ expires: 'never' })).toBe('incomplete');
  });

  it('is not needed when its check passed', () => {
    expect(judge({}, undefined, { state: 'passed' })).toBe('not-needed');
  });
});
