import type { SinceLastGo } from '../../core/model/since-last-go.ts';

/** A comparison with a last GO in which everything changed; `many` = number of images and timings. */
export function sampleSince(many = 1): SinceLastGo {
  const all = Array.from({ length: many }, (_, index) => index);
  const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
  return {
    runId: '20260228-020000-aaaa',
    startedAt: '2026-02-28T02:00:00.000Z',
    newFindings: ['routing-web-host'],
    goneFindings: ['rbac-present'],
    addedChecks: ['new-check'],
    removedChecks: ['old-check'],
    images: all.map((index) => ({ name: `langgenius/dify-web:${index}`, before: digest('a'), after: digest('b') })),
    subject: [{ name: 'manifests', before: '1'.repeat(64), after: '2'.repeat(64) }],
    timings: all.map((index) => ({
      ...{ check: `load-${index}`, name: 'p95', unit: 'ms', before: 310, after: 2431, low: 250, high: 420, runs: 5 },
    })),
  };
}
