import type { V1EndpointSlice } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { watchClock } from './clock.ts';
import { ErrorLines, isErrorLine } from './container-logs.ts';
import { SampleReader, sampleContainers } from './container-samples.ts';
import { endpointsEntry, eventEntry, podEntry } from './entries.ts';
import { requestEntries } from './traffic-entries.ts';

describe('samples of containers', () => {
  it('are what was used since the line before', () => {
    const told: TimelineEntry[] = [];
    const reader = new SampleReader((entry) => told.push(entry));
    reader.line('c1 1000000 100 10 5000 1000', 1000);
    reader.line('c1 1500000 110 15 9000 1000', 2000);
    expect(told).toEqual([{ at: 2000, kind: 'usage', id: 'c1', cores: 0.5, throttled: 0.5, bytes: 8000 }]);
  });

  it('leave out what is no figure, and a container that was started again', () => {
    const told: TimelineEntry[] = [];
    const reader = new SampleReader((entry) => told.push(entry));
    for (const [line, at] of [
      ['-', 1],
      ['awk: not found', 2],
      ['c1 900 1 0 1 0', 3],
      ['c1 100 1 0 1 0', 4],
    ] as const)
      reader.line(line, at);
    expect(told).toEqual([]);
  });

  it('end with a line that says so when the node does not answer', async () => {
    const told: TimelineEntry[] = [];
    const exec = async () => ({
      exitCode: 127,
      stdout: '',
      stderr: 'awk: not found',
    });
    await sampleContainers('n1', exec, (entry) => told.push(entry), new AbortController().signal);
    expect(told).toMatchObject([
      { kind: 'recorder', what: 'gap', text: 'containers of n1 are no longer sampled: awk: not found' },
    ]);
  });
});

describe('error lines', () => {
  it.each([
    '2026-01-01 12:00:00,000.001 ERROR [MainThread] [app.py:1] - boom',
    '{"ts":"x","severity":"ERROR","message":"boom"}',
    'time="x" level=error msg="boom"',
    '{"level":"error","msg":"boom"}',
    '2026/01/01 [error] 7#7: *1 connect() failed',
    'Traceback (most recent call last):',
    'panic: runtime error',
  ])('%s', (line) => expect(isErrorLine(line)).toBe(true));

  it.each(['GET /errors 200', 'INFO no error found', 'level=info msg="error page loaded"', 'TERRORIZE'])(
    'not %s',
    (line) => expect(isErrorLine(line)).toBe(false),
  );

  it('are whole, however the chunks are cut, and bounded', () => {
    const told: string[] = [];
    const sink = new ErrorLines((line) => told.push(line));
    sink.write('INFO fine\n2026 ERR');
    sink.write('OR one\nERROR two');
    expect(told).toEqual(['2026 ERROR one']);
    for (let count = 0; count < 400; count++) sink.write('\nERROR again');
    expect(told).toHaveLength(201);
    expect(told.at(-1)).toContain('the rest is not recorded');
  });
});

describe('the clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('jumps when the wall clock and the steady one disagree', () => {
    const told: TimelineEntry[] = [];
    let [wall, steady] = [1_000_000, 0];
    using _ = watchClock((entry) => told.push(entry), { wall: () => wall, steady: () => steady });
    const pass = (wallMs: number, steadyMs: number): void => {
      [wall, steady] = [wall + wallMs, steady + steadyMs];
      vi.advanceTimersByTime(1000);
    };
    pass(1020, 1000);
    pass(61_000, 1000);
    pass(1000, 1000);
    expect(told).toEqual([{ at: 1_062_020, kind: 'clock', jumpMs: 60_000 }]);
  });
});

describe('entries', () => {
  const metadata = {
    name: 'api-7d9f-x',
    labels: { 'pod-template-hash': '7d9f' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-7d9f', uid: 'u' }],
  };

  it('name the Deployment of a pod, and how its container ended before', () => {
    const finishedAt = new Date(5000);
    const entry = podEntry(
      {
        metadata,
        spec: { containers: [{ name: 'api', image: 'api:1' }] },
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            {
              ...{
                name: 'api',
                image: 'sha256:1',
                imageID: '',
                ready: true,
                restartCount: 1,
                containerID: 'containerd://abc',
              },
              state: { running: {} },
              lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt } },
            },
          ],
        },
      },
      9,
    );
    expect(entry).toMatchObject({ pod: 'api-7d9f-x', workload: 'api', ready: true, ending: false, deleted: false });
    expect(entry.containers).toEqual([
      {
        ...{ name: 'api', image: 'api:1', id: 'abc', ready: true, restarts: 1, state: 'running' },
        last: { reason: 'OOMKilled', exitCode: 137, finishedAt: 5000 },
      },
    ]);
  });

  it('carry the newest time of an event', () => {
    const event = eventEntry(
      {
        metadata: {},
        ...{ type: 'Warning', reason: 'Unhealthy', message: 'm', count: 3 },
        involvedObject: { kind: 'Pod', name: 'p' },
        lastTimestamp: new Date(7000),
      },
      9000,
    );
    expect(event).toMatchObject({ at: 7000, object: 'Pod p', count: 3 });
  });

  it('count a ready address once over all slices of a Service', () => {
    const slice = (addresses: string[], ready: boolean) => ({
      addressType: 'IPv4',
      endpoints: [{ addresses, conditions: { ready } }],
    });
    const none = { addressType: 'IPv4', endpoints: null } as unknown as V1EndpointSlice;
    expect(endpointsEntry('api', [none], 1).ready).toBe(0);
    expect(endpointsEntry('api', [slice(['1'], true), slice(['1'], true), slice(['2'], false)], 1).ready).toBe(1);
  });
});

it('requests are told by the second', () => {
  const sample = (startedMs: number, ms: number, ok = true) => ({
    ...{ stream: 0, startedMs, endedMs: startedMs + ms, lagMs: 0, ok },
    ...(ok ? {} : { reason: 'HTTP 502' }),
  });
  expect(requestEntries('web', [sample(10, 5), sample(900, 100, false), sample(2100, 7)], 50_000)).toMatchObject([
    { at: 50_000, requests: 2, failed: 1, p99: 100, reasons: 'HTTP 502 ×1' },
    { at: 52_000, requests: 1, failed: 0, p50: 7, reasons: '' },
  ]);
});
