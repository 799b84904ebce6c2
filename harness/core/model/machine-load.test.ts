import { expect, test } from 'vitest';
import { type LoadSample, overLimit, saturation } from './machine-load.ts';

const sample = (at: number, waiting: number, stolen = 0): LoadSample => ({ at, waiting, stolen });

test('a machine that is out of CPU is told with its figures', () => {
  expect(saturation([sample(1, 1), sample(2, 0.98)], 0, 3)).toContain('waited for a CPU in 99 % of the time');
});

test('time that the hypervisor gave to others counts as well', () => {
  expect(saturation([sample(1, 0.3, 0.4)], 0, 3)).toContain('40 % of the CPU time was taken');
});

test('a busy machine is not a saturated one, and other times do not count', () => {
  expect(saturation([sample(1, 0.9), sample(2, 0.85)], 0, 3)).toBeUndefined();
  expect(saturation([sample(10, 1)], 0, 3)).toBeUndefined();
  expect(saturation([], 0, 3)).toBeUndefined();
});

test('only a measurement over its limit can be the machine’s', () => {
  const fine = { name: 'a', value: 5, unit: 'ms', limit: 5 };
  expect(overLimit([fine, { name: 'b', value: 5, unit: 'ms' }])).toBeUndefined();
  expect(overLimit([fine, { name: 'c', value: 6, unit: 'ms', limit: 5 }])?.name).toBe('c');
});
