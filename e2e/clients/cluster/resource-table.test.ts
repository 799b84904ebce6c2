import { describe, expect, it } from 'vitest';
import type { ContainerResources } from '../../../harness/index.ts';
import { type Observed, resourceFaults, resourceTable, usageLine } from './resource-table.ts';
import type { Snapshot } from './usage.ts';

const MIB = 2 ** 20;
const look = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...{ part: 'api', pod: 'dify-api-1', container: 'api', restarts: 0, at: 0 },
  ...{ cpuSeconds: 0, periods: 0, throttledPeriods: 0, throttledSeconds: 0 },
  ...{ peakBytes: 300 * MIB, cacheBytes: 0, workingSetBytes: 200 * MIB, oomKills: 0 },
  limits: { cores: 0.5, bytes: 1024 * MIB },
  requests: { cores: 0.25, bytes: Number.NaN },
  ...change,
});
const observed = (change: Partial<Observed> = {}): Observed => ({
  ...{ users: 10, seconds: 30, probesAtRest: [], probesUnderLoad: [], starts: [] },
  idle: [look({ at: 0, cpuSeconds: 10 })],
  rest: [look({ at: 5_000, cpuSeconds: 10.5, periods: 50, throttledPeriods: 0 })],
  busy: [look({ at: 20_000, workingSetBytes: 400 * MIB })],
  end: [look({ at: 35_000, cpuSeconds: 25.5, periods: 350, throttledPeriods: 150, peakBytes: 600 * MIB })],
  ...change,
});
const answer = (kind: 'readinessProbe', elapsedMs: number, ok = true) => ({
  probe: { pod: 'dify-api-1', address: '', container: { name: 'api' }, kind, probe: { timeoutSeconds: 2 } },
  answer: { ok, elapsedMs, reason: ok ? '' : 'HTTP 503' },
});

describe('resourceTable', () => {
  it('tells rest from load, and takes the highest figure seen', () => {
    const starts = [
      { part: 'api', seconds: 70, allowed: 120 },
      { part: 'api', seconds: 94, allowed: 120 },
    ];
    expect(resourceTable(observed({ starts })).containers).toEqual([
      {
        ...{ part: 'api', container: 'api', replicas: 1, startSeconds: 94, startAllowedSeconds: 120 },
        rest: { cores: 0.1, bytes: 200 * MIB },
        load: { cores: 0.5, bytes: 400 * MIB },
        ...{ peakBytes: 600 * MIB, cacheBytes: 0, throttled: 0.5, oomKills: 0, probes: [] },
        limits: { cores: 0.5, bytes: 1024 * MIB },
        requests: { cores: 0.25 },
      },
    ]);
  });

  it('has the slowest probe of all replicas, and why it failed', () => {
    const table = resourceTable(
      observed({
        probesAtRest: [answer('readinessProbe', 20), answer('readinessProbe', 40)],
        probesUnderLoad: [answer('readinessProbe', 900, false)],
      }),
    );
    expect(table.containers[0]?.probes).toEqual([
      { kind: 'readinessProbe', timeoutMs: 2000, restMs: 40, loadMs: 900, failure: 'HTTP 503' },
    ]);
  });

  it('names a container that was restarted under load instead of mixing two lives', () => {
    const table = resourceTable(observed({ end: [look({ at: 35_000, restarts: 1 })] }));
    expect(table).toMatchObject({ containers: [], missing: ['dify-api-1: replaced or restarted under load'] });
  });
});

const row = (change: Partial<ContainerResources>): ContainerResources => ({
  ...(resourceTable(observed()).containers[0] as ContainerResources),
  ...change,
});
const faults = (change: Partial<ContainerResources>) =>
  resourceFaults({ users: 1, seconds: 1, missing: [], containers: [row(change)] });

describe('resourceFaults', () => {
  it('reports a killed process, or memory near its limit', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ oomKills: 1 })).toEqual([expect.stringContaining('killed 1 process')]);
    expect(faults({ peakBytes: 1000 * MIB })).toEqual([expect.stringContaining('1000Mi of 1024Mi')]);
  });

  it('does not take page cache for use, and has nothing to judge without a limit', () => {
    expect(faults({ peakBytes: 1020 * MIB, cacheBytes: 500 * MIB })).toEqual([]);
    expect(faults({ peakBytes: 1000 * MIB, limits: {} })).toEqual([]);
  });
});

it('says in a line what a part used', () => {
  expect(usageLine(row({ limits: {} }))).toBe(
    'api: 500m of no limit CPU, throttled in 50 % of the periods, at most 600Mi of no limit',
  );
});
