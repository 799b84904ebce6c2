import { expect, it } from 'vitest';
import { fillMissing } from './missing.ts';
import { blockedBy, checkRecord } from './testing/records.ts';

const declarations = [checkRecord('a'), checkRecord('b')];

it('gives each declared check without a record one that says why, in the order of the declarations', () => {
  const records = fillMissing(declarations, [checkRecord('extra'), checkRecord('b')], 'the run was interrupted');
  expect(records.map((record) => record.id)).toEqual(['a', 'b', 'extra']);
  expect(records[0]?.result).toEqual({ state: 'skipped', reason: 'the run was interrupted' });
  expect(records[1]?.result.state).toBe('passed');
});

it('never invents a pass: what it adds is blocked, skipped or inconclusive, without evidence', () => {
  const used = checkRecord('a', { notes: ['old'], measurements: [{ name: 'x', value: 1, unit: 'ms' }] });
  const [record] = fillMissing([used], [], () => ({ state: 'blocked', by: 'deploy', reason: 'x' }));
  expect(record).toMatchObject({
    result: { state: 'blocked', by: 'deploy' },
    notes: [],
    measurements: [],
    durationMs: 0,
  });
  expect(fillMissing([used], [], { ...blockedBy('deploy'), state: 'inconclusive', reason: 'x' })[0]?.result.state).toBe(
    'inconclusive',
  );
});
