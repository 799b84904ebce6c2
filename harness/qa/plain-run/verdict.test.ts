import { describe, expect, it } from 'vitest';
import { marksOf, tagsOf } from './plain.ts';
import { e2eFailures, e2eTable } from './verdict.ts';

const times = (wholeMs: number) => ({
  ...{ wholeMs, plainMs: 100_000 },
  plainMarks: marksOf('lap 1000 start\nnoise\nlap 21500 cluster\n'),
  wholeMarks: [{ name: 'smoke', atMs: 90_000 }],
});

describe('bench e2e', () => {
  it('shows both timelines and the ratio', () => {
    const table = e2eTable(times(120_000)).join('\n');
    expect(table).toContain('   20.5 s  cluster');
    expect(table).toContain('   90.0 s  smoke');
    expect(table).toContain('ratio 1.20 (limit 1.3)');
  });

  it('fails above the limit only', () => {
    expect(e2eFailures(times(130_000))).toEqual([]);
    expect(e2eFailures(times(131_000))).toEqual([expect.stringContaining('1.31 times')]);
  });

  it('finds the images of a run in the engine by its lock', () => {
    const lock = [
      'images:',
      '  langgenius/dify-api:1.11.4: {source: packages, recipe: dify-api, double: true, digest: 0123456789abcdef}',
      '  traefik:v3.6.12: {source: packages, recipe: traefik, digest: fedcba9876543210}',
      '  redis:7: {source: registry, digest: "sha256:1"}',
    ].join('\n');
    expect([...tagsOf(lock)]).toEqual([
      ['langgenius/dify-api:1.11.4', 'dify-e2e/dify-api:1.11.4-0123456789ab'],
      ['traefik:v3.6.12', 'dify-e2e/traefik:fedcba987654'],
    ]);
  });
});
