import { expect, test, vi } from 'vitest';
import { meter, progressText } from './meter.ts';

test('progress has megabytes, rate and the time that is left at most', () => {
  expect(progressText(500_000_000, 2_000_000_000, 5)).toBe('500 of 2000 MB, 100 MB/s, at most 15 s left');
});

test('nothing is promised before the first byte', () => {
  expect(progressText(0, 2_000_000_000, 5)).toBe('0 of 2000 MB, 0 MB/s');
});

test('a meter tells every two seconds until it ends', () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const { add, end } = meter(10_000_000, (text) => told.push(text));
  add(4_000_000);
  vi.advanceTimersByTime(4000);
  end();
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  expect(told).toHaveLength(2);
  expect(told[1]).toContain('4 of 10 MB');
});
