import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { takeRequests } from './requests.ts';

const point = (metric: string, value: number, tags: Record<string, string>) =>
  JSON.stringify({ metric, type: 'Point', data: { time: '2026-01-01T12:00:01.5+00:00', value, tags } });

it("takes the requests out of k6's points and removes the file", async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'k6-')), 'points.json');
  const lines = [
    JSON.stringify({ metric: 'http_req_duration', type: 'Metric', data: {} }),
    point('http_reqs', 1, { status: '200' }),
    point('http_req_duration', 500, { status: '200', expected_response: 'true' }),
    point('http_req_duration', 20, { status: '502', expected_response: 'false' }),
    point('http_req_duration', 0, { status: '0', expected_response: 'false', error: 'connection refused' }),
  ];
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const endedMs = Date.UTC(2026, 0, 1, 12, 0, 1, 500);
  expect(await takeRequests(file)).toEqual([
    { stream: 0, startedMs: endedMs - 500, endedMs, lagMs: 0, ok: true },
    { stream: 0, startedMs: endedMs - 20, endedMs, lagMs: 0, ok: false, reason: 'HTTP 502' },
    { stream: 0, startedMs: endedMs, endedMs, lagMs: 0, ok: false, reason: 'connection refused' },
  ]);
  expect(existsSync(file)).toBe(false);
  expect(await takeRequests(file)).toEqual([]);
});
