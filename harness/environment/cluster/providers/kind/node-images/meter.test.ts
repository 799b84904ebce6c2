import { expect, test, vi } from 'vitest';
import { meter, progressText } from './meter.ts';

test('progress has megabytes, rate and the time that is left at most', () => {
  expect(progressText(500_000_000, 2_000_000_000, 5)).toBe('500 of 2000 MB, 100 MB/s, at most 15 s left');
});

test('nothing is promised before the first byte', () => {
  expect(progressText(0, 2_000_000_000, 5)).toBe('0 of 2000 MB, 0 MB/s');
});

test('a meter tells what has arrived every few seconds, until it ends', async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const counts = [4_000_000, 8_000_000];
  const ticker = meter(
    10_000_000,
    async () => counts.shift() ?? 0,
    (text) => told.push(text),
  );
  await vi.advanceTimersByTimeAsync(6000);
  ticker[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(told.map((text) => text.split(' MB')[0])).toEqual(['4 of 10', '8 of 10']);
});

test('a count that fails is no line, and no error', async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  using _ = meter(
    10,
    () => Promise.reject(new Error('gone')),
    (text) => told.push(text),
  );
  await vi.advanceTimersByTimeAsync(4000);
  vi.useRealTimers();
  expect(told).toEqual([]);
});
