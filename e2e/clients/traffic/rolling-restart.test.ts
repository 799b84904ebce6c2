import { describe, expect, it } from 'vitest';
import { judgeRestart, summaryOf } from './rolling-restart.ts';

const limits = { maxOutageMs: 300, maxFailedRequests: 2 };

const seenIn = (pattern: string, lagMs = 0) =>
  summaryOf('api', {
    samples: [...pattern].map((mark, index) => ({
      ...{ stream: 0, startedMs: index * 100, endedMs: index * 100 + 10, lagMs, ok: mark === '.' },
      ...(mark === '.' ? {} : { reason: 'HTTP 502' }),
    })),
  });

describe('a rolling restart', () => {
  it('is summed up by what its callers saw', () => {
    expect(seenIn('..xx......')).toEqual({
      ...{ part: 'api', requests: 10, failed: 2, outageMs: 210, lagMs: 0 },
      ...{ reasons: 'HTTP 502 ×2', ended: true },
    });
  });

  it('may cost no more than the limits', () => {
    expect(judgeRestart(limits, seenIn('..xx......'))).toEqual({ problems: [] });
    expect(judgeRestart(limits, seenIn('..xxxx......')).problems).toEqual([
      'api: 4 requests failed, the limit is 2 (HTTP 502 ×4)',
      'api: an outage lasted 410 ms, the limit is 300 ms',
    ]);
  });

  it('is over when the last outage has ended', () => {
    expect(judgeRestart(limits, seenIn('.......x.')).problems).toEqual([
      'api: an outage had not ended when all replicas were ready again',
    ]);
  });

  it("can't be judged where the prober itself was late", () => {
    const loose = { ...limits, maxFailedRequests: 9 };
    expect(judgeRestart(loose, seenIn('..xxxx......', 150))).toMatchObject({
      problems: [],
      unmeasured: expect.any(String),
    });
    expect(judgeRestart(loose, seenIn('..xxxx......', 50)).problems).toHaveLength(1);
  });
});
