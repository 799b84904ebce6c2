import { describe, expect, it } from 'vitest';
import { judgeFailover, timelineOf } from './failover-verdict.ts';

const limits = { maxOutageMs: 300, maxFailedRequests: 2 };

/** `.` is a success, `x` a failure; one request each 100 ms that takes 10 ms. */
const run = (pattern: string, addresses = 2, lagMs = 0) => ({
  addresses,
  report: {
    connections: ['new' as const],
    samples: [...pattern].map((mark, index) => ({
      stream: 0,
      startedMs: index * 100,
      endedMs: index * 100 + 10,
      lagMs,
      ok: mark === '.',
      ...(mark === '.' ? {} : { reason: 'HTTP 503' }),
    })),
  },
});

describe('judgeFailover', () => {
  it('accepts what is within the limits', () => {
    expect(judgeFailover(limits, 2, run('...xx.......'))).toMatchObject({ outageMs: 210, failed: 2, problems: [] });
  });

  it('rejects too long an outage and too many failures, with their reason', () => {
    expect(judgeFailover(limits, 2, run('...xxxx.......')).problems).toEqual([
      'an outage lasted 410 ms, the limit is 300 ms',
      '4 requests failed, the limit is 2 (HTTP 503 ×4)',
    ]);
  });

  it('cannot call an outage too long that the lag of the prober explains', () => {
    const verdict = judgeFailover({ ...limits, maxFailedRequests: 9 }, 2, run('...xxxx.......', 2, 150));
    expect(verdict.problems).toEqual([]);
    expect(verdict.unmeasured).toBe(
      'an outage lasted 410 ms, the limit is 300 ms, but the prober itself was up to 150 ms late',
    );
    const short = judgeFailover({ ...limits, maxFailedRequests: 9 }, 2, run('...xxxx.......', 2, 100));
    expect(short).toMatchObject({ unmeasured: undefined, problems: [expect.stringContaining('an outage lasted')] });
    expect(judgeFailover(limits, 2, run('...xxxx.......', 2, 150)).unmeasured).toBeUndefined();
  });

  it('rejects an outage that has not ended, and a Service without all its endpoints', () => {
    expect(judgeFailover(limits, 2, run('.......x..', 1)).problems).toEqual([
      'an outage had not ended when all replicas were ready again',
      'the Service has 1 ready endpoints, not 2',
    ]);
  });
});

it('counts requests of each second', () => {
  expect(timelineOf(run('..........x').report.samples)).toEqual([
    { second: 0, requests: 10, failed: 0, slowestMs: 10 },
    { second: 1, requests: 1, failed: 1, slowestMs: 10 },
  ]);
});
