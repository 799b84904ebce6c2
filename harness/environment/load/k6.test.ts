import { describe, expect, it } from 'vitest';
import { limitOf, readSummary } from './k6.ts';

const summary = (ok: boolean) => ({
  metrics: {
    http_reqs: { type: 'counter', values: { count: 120, rate: 12 } },
    http_req_duration: { values: { avg: 10, 'p(95)': 40 }, thresholds: { 'p(95)<2000': { ok: true } } },
    http_req_failed: { values: { rate: 0.02, passes: 2, fails: 98 }, thresholds: { 'rate<0.01': { ok } } },
    checks: { values: { rate: 0.98 } },
  },
});

describe('readSummary', () => {
  it('takes the numbers that the report shows', () => {
    expect(readSummary(summary(true))).toEqual({
      requests: 120,
      requestsPerSecond: 12,
      p95Ms: 40,
      failedRate: 0.02,
      checksRate: 0.98,
      breached: [],
    });
  });

  it('names thresholds that were not met', () => {
    expect(readSummary(summary(false)).breached).toEqual(['http_req_failed rate<0.01']);
  });

  it('refuses a summary without requests instead of reporting zeros', () => {
    expect(() => readSummary({ metrics: {} })).toThrow('k6 reported no count of http_reqs');
  });
});

it.each([
  [['p(95)<2000', 'p(99)<5000'], 'p(95)', 2000],
  [['rate < 0.01'], 'rate', 0.01],
  [['rate<=0.5'], 'rate', 0.5],
  [['rate>0.99'], 'rate', undefined],
  [undefined, 'rate', undefined],
] as const)('reads the limit of %j for %s', (expressions, stat, limit) => {
  expect(limitOf(expressions, stat)).toBe(limit);
});
