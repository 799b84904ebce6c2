import { expect, test } from 'vitest';
import type { Measurement, Result } from './check.ts';
import type { Incident } from './incident.ts';
import { weigh } from './weigh.ts';

const BEGIN = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number, result: Result, id = 'check') => ({
  ...{ id, result, durationMs: 1000, measurements: [] as Measurement[] },
  startedAt: new Date(BEGIN + seconds * 1000).toISOString(),
});
const incident = (from: number, to?: number): Incident => ({
  ...{ part: 'API server', reason: 'connection refused', from: BEGIN + from * 1000 },
  ...(to === undefined ? {} : { to: BEGIN + to * 1000 }),
});
const failed: Result = { state: 'failed', reason: 'fetch failed' };

test('what failed while the cluster was broken says nothing about the deployment, and says why', () => {
  expect(weigh([at(100, failed)], [incident(90, 110)])[0]?.result).toEqual({
    state: 'inconclusive',
    reason: 'API server was unhealthy during this check (connection refused): fetch failed',
  });
});

test('an ongoing incident excuses everything after its start', () => {
  expect(weigh([at(500, failed)], [incident(90)])[0]?.result.state).toBe('inconclusive');
});

test.each([
  ['long before', 10],
  ['long after', 200],
])('what failed %s is the deployment’s', (_, seconds) => {
  expect(weigh([at(seconds, failed)], [incident(90, 110)])[0]?.result).toEqual(failed);
});

test('what had passed stays passed', () => {
  expect(weigh([at(100, { state: 'passed' })], [incident(90, 110)])[0]?.result.state).toBe('passed');
});

test('what was blocked by an excused check is excused with it, however far', () => {
  const blocked = (by: string): Result => ({ state: 'blocked', by, reason: `${by} failed` });
  const checks = [
    at(300, blocked('b'), 'c'),
    at(200, blocked('a'), 'b'),
    at(100, failed, 'a'),
    at(300, blocked('z'), 'd'),
  ];
  const states = weigh(checks, [incident(90, 110)]).map(({ id, result }) => `${id} ${result.state}`);
  expect(states).toEqual(['c inconclusive', 'b inconclusive', 'a inconclusive', 'd blocked']);
});

test("what is blocked by a check that the harness could not run is not the deployment's fault either", () => {
  const broken: Result = { state: 'inconclusive', reason: 'x is not a function', whose: 'harness' };
  const checks = [at(1, broken, 'a'), at(2, { state: 'blocked', by: 'a', reason: 'a failed' }, 'b')];
  expect(weigh(checks, []).map(({ result }) => result.state)).toEqual(['inconclusive', 'inconclusive']);
});

test.each([
  ['a limit was exceeded on a saturated machine', 1, 9, 'inconclusive'],
  ['a limit was exceeded on a machine with time to spare', 0.5, 9, 'failed'],
  ['the machine was saturated, but every limit was kept', 1, 2, 'failed'],
])('when %s the failure is %s', (_, waiting, value, state) => {
  const slow = { ...at(100, failed), measurements: [{ name: 'outage', value, unit: 's', limit: 5 }] };
  const [weighed] = weigh([slow], [], [{ at: BEGIN + 100_500, waiting, stolen: 0 }]);
  expect(weighed?.result.state).toBe(state);
  if (state === 'inconclusive')
    expect(weighed?.result).toMatchObject({
      whose: 'machine',
      reason: expect.stringContaining('outage: 9 s, limit 5'),
    });
});
