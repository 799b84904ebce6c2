import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { renderHtml } from '../render.ts';
import { sampleNoGo } from '../testing/sample-run.ts';
import { viewContext } from '../view/context.ts';
import { buildView } from '../view/view.ts';
import { type Picture, type PictureInput, pictureOf } from './picture.ts';
import { svgOf, ticks } from './svg.ts';

const T = Date.UTC(2026, 0, 1, 12, 0, 0);
const s = (seconds: number): number => T + seconds * 1000;

const container = (id: string, restarts = 0) => ({
  name: 'api',
  id,
  image: 'api:1',
  ready: true,
  restarts,
  state: 'running',
});
const pod = (at: number, name: string, id: string, restarts = 0): TimelineEntry => ({
  ...{ at, kind: 'pod', pod: name, workload: 'dify-api', ready: true, ending: false, deleted: false },
  containers: [container(id, restarts)],
});

const TIMELINE: TimelineEntry[] = [
  { at: s(0), kind: 'recorder', what: 'started', text: 'r1' },
  pod(s(1), 'api-1', 'a'),
  pod(s(1), 'api-2', 'b'),
  { at: s(2), kind: 'usage', id: 'a', cores: 0.2, throttled: 0, bytes: 100 * 2 ** 20 },
  { at: s(2) + 300, kind: 'usage', id: 'b', cores: 0.4, throttled: 0, bytes: 50 * 2 ** 20 },
  { at: s(2), kind: 'usage', id: 'kube-proxy', cores: 1, throttled: 0, bytes: 1 },
  { at: s(3), kind: 'endpoints', service: 'dify-api', ready: 2 },
  { at: s(4), kind: 'fault', id: 'f', name: 'killed </script><b>', targets: ['dify-api'], state: 'begin' },
  { at: s(4), kind: 'requests', source: 'k6', requests: 10, failed: 3, p50: 5, p95: 50, p99: 90, reasons: '' },
  pod(s(5), 'api-1', 'a2', 1),
  { at: s(6), kind: 'endpoints', service: 'dify-api', ready: 1 },
  { at: s(7), kind: 'fault', id: 'f', name: 'killed </script><b>', targets: ['dify-api'], state: 'end' },
  { at: s(9), kind: 'fault', id: 'g', name: 'never undone', targets: ['*'], state: 'begin' },
  { at: s(10), kind: 'recorder', what: 'stopped', text: 'r1' },
];

const INPUT: PictureInput = {
  timeline: TIMELINE,
  phases: [{ title: 'Checks: failover', startedAt: new Date(s(3)).toISOString(), durationMs: 5000, state: 'done' }],
  checks: [
    {
      id: 'kill-api-replica',
      result: { state: 'failed', reason: 'too long' },
      startedAt: new Date(s(4)).toISOString(),
    },
    { id: 'routes', result: { state: 'passed' }, startedAt: new Date(s(2)).toISOString() },
  ],
};

const picture = pictureOf(INPUT) as Picture;
const curve = (id: string, name: string) =>
  picture.tracks.find((track) => track.id === id)?.curves.find((one) => one.name === name)?.values;

describe('the picture of a run', () => {
  it('has a value for each second, and gaps where nothing was measured', () => {
    expect(picture.seconds).toBe(11);
    expect(curve('failed', 'k6')).toEqual([null, null, null, null, 3, null, null, null, null, null, null]);
    expect(curve('latency', 'p95 k6')?.[4]).toBe(50);
  });

  it('shows the busiest replica of each workload, and nothing else of the node', () => {
    expect(curve('cpu', 'dify-api')?.[2]).toBe(0.4);
    expect(curve('memory', 'dify-api')?.[2]).toBe(100);
    expect(picture.tracks.find(({ id }) => id === 'cpu')?.curves.map(({ name }) => name)).toEqual(['dify-api']);
  });

  it('keeps the number of endpoints until it changes', () => {
    expect(curve('endpoints', 'dify-api')).toEqual([null, null, null, 2, 2, 2, 1, 1, 1, 1, 1]);
  });

  it('has phases and faults as bands; a fault that was never undone lasts to the end', () => {
    expect(picture.bands).toEqual([
      { kind: 'phase', name: 'failover', from: 3, to: 8 },
      { kind: 'fault', name: 'killed </script><b>', from: 4, to: 7 },
      { kind: 'fault', name: 'never undone', from: 9, to: 10 },
    ]);
  });

  it('marks checks that failed, and restarts', () => {
    expect(picture.marks).toEqual([
      { kind: 'check', name: 'kill-api-replica', at: 4 },
      { kind: 'restart', name: 'api-1/api', at: 5 },
    ]);
  });

  it('is none without a timeline', () => {
    expect(pictureOf({ ...INPUT, timeline: [] })).toBeUndefined();
    expect(pictureOf({ ...INPUT, timeline: TIMELINE.slice(0, 1) })).toBeUndefined();
  });
});

describe('the page', () => {
  const html = renderHtml(buildView(viewContext(sampleNoGo(), 'en', new Map(), picture)));

  it('allows exactly the scripts that it has', () => {
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
    const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(html).toContain(`script-src ${hashes.join(' ')}">`);
    expect(scripts.length).toBeGreaterThanOrEqual(2);
  });

  it("holds the picture's data whatever the names in it", () => {
    const [, data = ''] = /<script type="application\/json" id="picture-data">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(data)).toEqual(picture);
    expect(html).not.toContain('killed </script><b>');
  });

  it('has neither picture nor chart library without a timeline', () => {
    const without = renderHtml(buildView(viewContext(sampleNoGo(), 'en')));
    expect(without).not.toContain('uPlot');
    expect(without).not.toContain('id="picture"');
  });
});

describe('the drawing', () => {
  const svg = svgOf(picture, (id) => id);

  it('has every chart, every fault, and no active character of a name', () => {
    expect(svg.match(/<path /g)).toHaveLength(6);
    expect(svg).toContain('killed &lt;/script&gt;&lt;b&gt;');
    expect(svg).not.toContain('<b>');
  });

  it('breaks a curve where there is no value', () => {
    const gap = { ...picture, tracks: [{ id: 'cpu' as const, curves: [{ name: 'x', values: [1, null, 1] }] }] };
    expect(/<path d="([^"]*)"/.exec(svgOf(gap, () => ''))?.[1]?.match(/M/g)).toHaveLength(2);
  });

  it('has about ten ticks at most, at round times', () => {
    expect(ticks(61)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    for (const seconds of [5, 100, 700, 5000, 90_000]) expect(ticks(seconds).length).toBeLessThanOrEqual(13);
  });
});
