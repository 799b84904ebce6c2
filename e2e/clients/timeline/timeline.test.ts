import { describe, expect, it } from 'vitest';
import type { EntryOf, TimelineEntry } from '../../../harness/index.ts';
import { changedImages, oomKills, unplannedRestarts } from './containers.ts';
import { RunTimeline } from './run-timeline.ts';
import { clockJumps, failuresOutsideFaults, gaps, lostEndpoints, lostNodes } from './service.ts';
import { errorLines, failedProbes, repeatedWarnings } from './warnings.ts';

const T = Date.UTC(2026, 0, 1, 12, 0, 0);
const s = (seconds: number): number => T + seconds * 1000;

const check = (at: number, state: string, phase = 'foundation'): EntryOf<'check'> => ({
  at,
  kind: 'check',
  id: 'one',
  phase,
  state,
});

type Container = EntryOf<'pod'>['containers'][number];

const pod = (at: number, container: Partial<Container> = {}, more: Partial<EntryOf<'pod'>> = {}): EntryOf<'pod'> => ({
  ...{ at, kind: 'pod', pod: 'api-1', workload: 'api', ready: true, ending: false, deleted: false },
  containers: [{ name: 'api', image: 'api:1', ready: true, restarts: 0, state: 'running', ...container }],
  ...more,
});

const fault = (from: number, to: number, targets = ['api']): EntryOf<'fault'>[] => [
  { at: from, kind: 'fault', id: 'f', name: 'killed', targets, state: 'begin' },
  { at: to, kind: 'fault', id: 'f', name: 'killed', targets, state: 'end' },
];

const crashed = (at: number, reason = 'Error', exitCode = 1): Partial<Container> => ({
  restarts: 1,
  last: { reason, exitCode, finishedAt: at },
});

/** Ready at second 0, quiet at first. */
const timeline = (...entries: TimelineEntry[]): RunTimeline =>
  new RunTimeline([pod(s(-10)), check(s(0), 'began'), check(s(1), 'passed'), ...entries].sort((a, b) => a.at - b.at));

describe('restarts', () => {
  it('are found with their time and what ended the process before', () => {
    expect(unplannedRestarts(timeline(pod(s(30), crashed(s(29)))))).toEqual([
      '12:00:29 container api of api-1 restarted, after Error (exit code 1)',
    ]);
  });

  it('are excused by a fault that may disturb that workload, and by no other', () => {
    const restart = pod(s(30), crashed(s(29)));
    expect(unplannedRestarts(timeline(restart, ...fault(s(28), s(40))))).toEqual([]);
    expect(unplannedRestarts(timeline(restart, ...fault(s(28), s(40), ['*'])))).toEqual([]);
    expect(unplannedRestarts(timeline(restart, ...fault(s(28), s(40), ['web'])))).toHaveLength(1);
    expect(unplannedRestarts(timeline(restart, ...fault(s(40), s(50))))).toHaveLength(1);
  });

  it('are excused by a fault whose end was not recorded', () => {
    const [begin] = fault(s(28), s(40)) as [TimelineEntry];
    expect(unplannedRestarts(timeline(pod(s(99), crashed(s(98))), begin))).toEqual([]);
  });

  it('do not count while others still start', () => {
    expect(unplannedRestarts(timeline(pod(s(-5), crashed(s(-6)))))).toEqual([]);
  });

  it('are told once each', () => {
    const again = pod(s(60), { restarts: 2, last: { reason: 'Error', exitCode: 1, finishedAt: s(59) } });
    expect(unplannedRestarts(timeline(pod(s(30), crashed(s(29))), pod(s(31), crashed(s(29))), again))).toHaveLength(2);
  });
});

describe('OOM kills', () => {
  it('are found at any time, also during the start-up', () => {
    expect(oomKills(timeline(pod(s(-5), crashed(s(-6), 'OOMKilled', 137))))).toEqual([
      '11:59:54 container api of api-1 was killed at its memory limit',
    ]);
    expect(oomKills(timeline(pod(s(5), { state: 'terminated: OOMKilled (137)' })))).toHaveLength(1);
  });

  it('are told once, though the pod keeps saying so, and not inside of a fault', () => {
    const killed = crashed(s(29), 'OOMKilled', 137);
    expect(oomKills(timeline(pod(s(30), killed), pod(s(35), { ...killed, ready: false })))).toHaveLength(1);
    expect(oomKills(timeline(pod(s(30), killed), ...fault(s(28), s(32))))).toEqual([]);
  });
});

it('finds an image that changes during the run', () => {
  expect(changedImages(timeline(pod(s(5), { image: 'api:2' }, { pod: 'api-2' })))).toEqual([
    '12:00:05 container api of api runs api:2, not api:1',
  ]);
  expect(changedImages(timeline(pod(s(5), {}, { pod: 'api-2' })))).toEqual([]);
});

describe('warnings', () => {
  const event = (at: number, more: Partial<EntryOf<'event'>> = {}): EntryOf<'event'> => ({
    ...{ at, kind: 'event', type: 'Warning', reason: 'Unhealthy', object: 'Pod api-1' },
    ...{ message: 'Readiness probe failed', count: 1, ...more },
  });

  it('finds a failed probe of a pod that was ready', () => {
    expect(failedProbes(timeline(event(s(20))))).toEqual(['12:00:20 Pod api-1: Readiness probe failed']);
    expect(failedProbes(timeline(event(s(20)), ...fault(s(19), s(22))))).toEqual([]);
  });

  it('allows probes to fail before a pod is ready and while it is deleted', () => {
    const starting = pod(s(15), {}, { pod: 'api-2', ready: false });
    expect(failedProbes(timeline(starting, event(s(20), { object: 'Pod api-2' })))).toEqual([]);
    expect(failedProbes(timeline(pod(s(15), {}, { ending: true }), event(s(20))))).toEqual([]);
  });

  it('finds what Kubernetes warns of again and again', () => {
    const failing = event(s(20), { reason: 'FailedMount', count: 4, message: 'no such secret' });
    expect(repeatedWarnings(timeline(failing))).toEqual(['Pod api-1: FailedMount ×4: no such secret']);
    expect(repeatedWarnings(timeline({ ...failing, count: 2 }))).toEqual([]);
    expect(repeatedWarnings(timeline(failing, ...fault(s(19), s(22))))).toEqual([]);
  });
});

it('finds error lines outside of faults and of the checks that provoke them', () => {
  const log = (at: number): EntryOf<'log'> => ({
    at,
    kind: 'log',
    pod: 'api-1',
    container: 'api',
    line: 'ERROR no route',
  });
  const smoke = check(s(30), 'passed', 'smoke');
  expect(errorLines(timeline(smoke, log(s(20))))).toEqual([]);
  expect(errorLines(timeline(smoke, log(s(40)), log(s(41))))).toEqual([
    'api/api: 2 lines, first 12:00:40 ERROR no route',
  ]);
  expect(errorLines(timeline(smoke, log(s(40)), ...fault(s(39), s(42))))).toEqual([]);
});

it('finds requests that fail while nothing is broken', () => {
  const second = (at: number, failed: number): EntryOf<'requests'> => ({
    ...{ at, kind: 'requests', source: 'k6', requests: 100, failed, p50: 1, p95: 2, p99: 3, reasons: 'HTTP 502 ×2' },
  });
  expect(failuresOutsideFaults(timeline(second(s(20), 2), second(s(21), 0)))).toEqual([
    '12:00:20 k6: 2 of 100 failed (HTTP 502 ×2)',
  ]);
  expect(failuresOutsideFaults(timeline(second(s(20), 2), ...fault(s(20), s(25))))).toEqual([]);
});

it('finds a Service that loses an endpoint', () => {
  const endpoints = (at: number, ready: number): EntryOf<'endpoints'> => ({
    at,
    kind: 'endpoints',
    service: 'api',
    ready,
  });
  expect(lostEndpoints(timeline(endpoints(s(1), 2), endpoints(s(20), 1), endpoints(s(22), 2)))).toEqual([
    '12:00:20 Service api: 1 ready endpoints, before 2',
  ]);
  expect(lostEndpoints(timeline(endpoints(s(1), 2), endpoints(s(20), 1), ...fault(s(19), s(30))))).toEqual([]);
});

it('tells what makes measurements doubtful', () => {
  const found = timeline(
    { at: s(5), kind: 'clock', jumpMs: 3_600_000 },
    { at: s(6), kind: 'node', node: 'n1', ready: false },
    { at: s(7), kind: 'recorder', what: 'gap', text: 'the watch ended' },
  );
  expect(clockJumps(found)).toEqual(['12:00:05 the clock jumped by 3600000 ms']);
  expect(lostNodes(found)).toEqual(['12:00:06 node n1 was not ready']);
  expect(gaps(found)).toEqual(['12:00:07 the watch ended']);
});
