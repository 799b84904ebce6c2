import { describe, expect, it } from 'vitest';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { together } from './rounds.ts';

const good = checkRecord('a');
const bad = checkRecord('a', { result: failed() });

describe('together', () => {
  it('keeps the last record if all rounds agree, and says in how many', () => {
    const later = checkRecord('a', { durationMs: 99, notes: ['seen'] });
    expect(together([[good], [later]])).toEqual([{ ...later, notes: ['seen', 'the same result in 2 rounds'] }]);
    expect(together([[bad], [bad]])[0]?.result.state).toBe('failed');
  });

  it('adds nothing to a single round', () => {
    expect(together([[good]])).toEqual([good]);
  });

  it('calls a check flaky that failed once, and keeps what that round has left', () => {
    const evidence = [{ name: 'trace', path: 'playwright/smoke-2/trace.zip', contentType: 'application/zip' }];
    const [one] = together([[good], [{ ...bad, evidence }], [good]]);
    expect(one).toMatchObject({ evidence, result: { state: 'flaky' } });
    expect(one?.result).toHaveProperty(
      'reason',
      expect.stringContaining('2 × passed, 1 × failed in 3 rounds; first: '),
    );
  });

  it('calls a check flaky that one round has not run', () => {
    expect(together([[good, checkRecord('b')], [good]]).find(({ id }) => id === 'b')?.result.state).toBe('flaky');
  });
});
