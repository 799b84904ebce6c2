import { describe, expect, it } from 'vitest';
import { failureReasons, longestOutageMs, outageBounds, outagesOf, type Sample } from './outage.ts';

/** `.` is a success, `x` a failure; one request each 100 ms that takes 10 ms. */
const stream = (pattern: string, number = 0): Sample[] =>
  [...pattern].map((mark, index) => ({
    stream: number,
    startedMs: index * 100,
    lagMs: 0,
    endedMs: index * 100 + 10,
    ok: mark === '.',
    ...(mark === '.' ? {} : { reason: '503' }),
  }));

describe('outagesOf', () => {
  it('finds none where all is well', () => {
    expect(outagesOf(stream('..........'))).toEqual([]);
  });

  it('lasts from the start of the first failure to the end of the first of five successes', () => {
    expect(outagesOf(stream('..xx.....'))).toEqual([{ stream: 0, fromMs: 200, toMs: 410, failed: 2, recovered: true }]);
  });

  it('goes on over fewer than five successes', () => {
    expect(outagesOf(stream('x....x.....'))).toEqual([{ stream: 0, fromMs: 0, toMs: 610, failed: 2, recovered: true }]);
  });

  it('counts a second outage apart once five successes were seen', () => {
    expect(outagesOf(stream('x.....x.....')).map((outage) => outage.fromMs)).toEqual([0, 600]);
  });

  it('says when it did not end', () => {
    expect(outagesOf(stream('..x....'))).toEqual([{ stream: 0, fromMs: 200, toMs: 610, failed: 1, recovered: false }]);
  });

  it('keeps streams apart and sorts by start', () => {
    const mixed = [...stream('..x.....', 1), ...stream('........', 0)].reverse();
    expect(outagesOf(mixed)).toEqual([{ stream: 1, fromMs: 200, toMs: 310, failed: 1, recovered: true }]);
  });
});

describe('outageBounds', () => {
  it('holds the truth: between what failed for certain and what may have failed', () => {
    // Down between 100 and 210, up again between 300 and 410.
    expect(outageBounds(stream('..xx......'))).toEqual({ atLeastMs: 90, atMostMs: 310 });
  });

  it('is closer with more streams', () => {
    const late = stream('..xx......', 1).map((one) => ({
      ...one,
      startedMs: one.startedMs + 50,
      endedMs: one.endedMs + 50,
    }));
    expect(outageBounds([...stream('..xx......', 0), ...late])).toEqual({ atLeastMs: 140, atMostMs: 260 });
  });

  it('allows for a request that was under way when the service went', () => {
    const slow = { ...(stream('x')[0] as Sample), startedMs: 150, endedMs: 450 };
    expect(outageBounds([...stream('..', 0), slow, ...stream('....xx.....').slice(4)])).toMatchObject({
      atLeastMs: 50,
    });
  });

  it('is unknown without an outage, or without its beginning or end', () => {
    expect(outageBounds(stream('......'))).toBeUndefined();
    expect(outageBounds(stream('xx......'))).toBeUndefined();
    expect(outageBounds(stream('......x..'))).toBeUndefined();
  });
});

describe('longestOutageMs', () => {
  it('is 0 without an outage and the longest otherwise', () => {
    expect(longestOutageMs([])).toBe(0);
    expect(longestOutageMs(outagesOf([...stream('x.....', 0), ...stream('xxx.....', 1)]))).toBe(310);
  });
});

it('tells the reasons of failure, most frequent first', () => {
  const samples = [
    ...stream('xx.'),
    { stream: 0, startedMs: 0, endedMs: 1, lagMs: 0, ok: false, reason: 'ECONNRESET' },
  ];
  expect(failureReasons(samples)).toBe('503 ×2, ECONNRESET ×1');
});
