import { describe, expect, it } from 'vitest';
import { adviceOn, type ContainerResources, unreclaimable } from './resources.ts';

const MIB = 2 ** 20;
const container = (change: Partial<ContainerResources> = {}): ContainerResources => ({
  ...{ part: 'api', container: 'api', replicas: 2, startSeconds: 30, startAllowedSeconds: 120 },
  rest: { cores: 0.02, bytes: 250 * MIB },
  load: { cores: 0.2, bytes: 300 * MIB },
  ...{ peakBytes: 400 * MIB, cacheBytes: 100 * MIB, throttled: 0.1, oomKills: 0 },
  limits: { cores: 0.5, bytes: 1024 * MIB },
  requests: { cores: 0.25, bytes: 512 * MIB },
  probes: [{ kind: 'readinessProbe', timeoutMs: 5000, restMs: 20, loadMs: 300 }],
  ...change,
});
const advice = (change: Partial<ContainerResources>) =>
  adviceOn(container(change)).map(({ setting, reason, value, measured }) => [setting, reason, value, measured]);

describe('adviceOn', () => {
  it('has nothing to say where all fits', () => {
    expect(advice({})).toEqual([]);
  });

  it('raises a CPU limit that slows the requests, more where it does so often', () => {
    expect(advice({ throttled: 0.39 })).toEqual([['limits.cpu', 'throttled', '750m', '39 %']]);
    expect(advice({ throttled: 0.8 })).toEqual([['limits.cpu', 'throttled', '1000m', '80 %']]);
  });

  it('raises requests to what is used, since a full node keeps no more free', () => {
    expect(advice({ load: { cores: 0.5, bytes: 600 * MIB } })).toEqual([
      ['requests.memory', 'over-request', '672Mi', '600Mi'],
      ['requests.cpu', 'over-request', '500m', '500m'],
    ]);
    expect(advice({ requests: {} }).map(([setting, reason]) => [setting, reason])).toEqual([
      ['requests.memory', 'no-request'],
      ['requests.cpu', 'no-request'],
    ]);
  });

  it('raises a memory limit that was reached; page cache does not count', () => {
    expect(advice({ oomKills: 2 })).toEqual([['limits.memory', 'killed', '1536Mi', '2']]);
    expect(advice({ limits: { cores: 0.5, bytes: 320 * MIB } })).toEqual([
      ['limits.memory', 'near-limit', '512Mi', '300Mi'],
    ]);
    expect(advice({ limits: { cores: 0.5, bytes: 420 * MIB } })).toEqual([]);
    expect(advice({ limits: { cores: 0.5 } })).toEqual([['limits.memory', 'no-limit', '512Mi', '300Mi']]);
  });

  it('gives a probe, and a start, room for a busy node', () => {
    const probes = [{ kind: 'livenessProbe', timeoutMs: 1000, restMs: 20, loadMs: 900 } as const];
    expect(advice({ probes })).toEqual([['timeoutSeconds', 'slow-probe', '3', '900 ms']]);
    expect(advice({ startSeconds: 94 })).toEqual([['startupProbe', 'slow-start', '282 s', '94 s']]);
  });
});

it('takes what was not cache at the peak for memory that was needed', () => {
  expect(unreclaimable(container())).toBe(300 * MIB);
  expect(unreclaimable(container({ cacheBytes: 0 }))).toBe(400 * MIB);
});
