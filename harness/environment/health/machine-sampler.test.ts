import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { MachineSampler, readProc } from './machine-sampler.ts';

test('a sample is what has grown since the last one', async () => {
  vi.useFakeTimers();
  const counters = [
    { at: 0, waitingUs: 0, ticks: 0, stolen: 0 },
    { at: 2000, waitingUs: 1_000_000, ticks: 400, stolen: 100 },
    { at: 4000, waitingUs: 1_000_000, ticks: 800, stolen: 100 },
  ];
  const sampler = new MachineSampler(async () => counters.shift() ?? Promise.reject(new Error('gone')), 2000);
  await vi.advanceTimersByTimeAsync(10_000);
  await sampler[Symbol.asyncDispose]();
  vi.useRealTimers();
  expect(sampler.samples).toEqual([
    { at: 2000, waiting: 0.5, stolen: 0.25 },
    { at: 4000, waiting: 0, stolen: 0 },
  ]);
});

test('where the kernel does not tell, there are no samples', async () => {
  vi.useFakeTimers();
  const sampler = new MachineSampler(() => Promise.reject(new Error('ENOENT')), 2000);
  await vi.advanceTimersByTimeAsync(10_000);
  await sampler[Symbol.asyncDispose]();
  vi.useRealTimers();
  expect(sampler.samples).toEqual([]);
});

test.runIf(existsSync('/proc/pressure/cpu'))('the counters of this machine are numbers', async () => {
  const { waitingUs, ticks, stolen } = await readProc();
  for (const value of [waitingUs, ticks, stolen]) expect(value).toBeGreaterThanOrEqual(0);
  expect(ticks).toBeGreaterThan(0);
});
