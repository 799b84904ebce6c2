import { expect, test } from 'vitest';
import { recommendations, resourceFaults, type UsageUnderLoad, usageBetween } from './usage.ts';

const MIB = 2 ** 20;
const usage = (change: Partial<UsageUnderLoad> = {}): UsageUnderLoad => ({
  pod: 'dify-api-1',
  container: 'api',
  restarts: 0,
  cores: 0.2,
  throttled: 0,
  peakBytes: 300 * MIB,
  oomKills: 0,
  limits: { cores: 0.5, bytes: 1024 * MIB },
  requests: { cores: 0.25, bytes: 512 * MIB },
  ...change,
});

test('enough headroom causes neither a fault nor a recommendation', () => {
  expect(resourceFaults([usage()])).toEqual([]);
  expect(recommendations([usage()])).toEqual([]);
});

test('a killed process, or memory near its limit, is a fault', () => {
  expect(resourceFaults([usage({ oomKills: 1 })])).toEqual([expect.stringContaining('killed 1 process')]);
  expect(resourceFaults([usage({ peakBytes: 1000 * MIB })])).toEqual([expect.stringContaining('1000Mi of 1024Mi')]);
});

test('a container without a limit has no headroom to judge', () => {
  expect(resourceFaults([usage({ limits: { cores: Number.NaN, bytes: Number.NaN } })])).toEqual([]);
});

test('throttling and use beyond the requests are recommendations', () => {
  const said = recommendations([usage({ throttled: 0.8, cores: 0.5, peakBytes: 600 * MIB })]);
  expect(said).toEqual([
    expect.stringContaining('80 % of the periods'),
    expect.stringContaining('500m but requests 250m'),
    expect.stringContaining('600Mi but requests 512Mi'),
  ]);
});

test('usage is the difference of two snapshots; a container that was restarted in between is left out', () => {
  const look = (at: number, cpuSeconds: number, periods: number, throttledPeriods: number, restarts = 0) => ({
    ...usage(),
    ...{ at, cpuSeconds, periods, throttledPeriods, restarts },
    throttledSeconds: 0,
    workingSetBytes: 0,
  });
  const [found] = usageBetween([look(0, 10, 100, 10)], [look(2000, 11, 120, 20)]);
  expect(found).toMatchObject({ cores: 0.5, throttled: 0.5 });
  expect(usageBetween([look(0, 10, 100, 10)], [look(2000, 1, 5, 0, 1)])).toEqual([]);
});
