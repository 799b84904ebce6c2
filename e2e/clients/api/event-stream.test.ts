import { expect, test } from 'vitest';
import { eventsOf, notStreamed, type Piece, type Streamed } from './event-stream.ts';

const data = (event: string, more: object = {}) => `data: ${JSON.stringify({ event, data: more })}\n\n`;
const END = data('workflow_finished', { status: 'succeeded' });
const streamed = (pieces: readonly Piece[], change: Partial<Streamed> = {}): Streamed => ({
  ...{ status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, pieces },
  ...change,
});
const live: readonly Piece[] = [
  [20, data('workflow_started')],
  [25, data('node_started')],
  [3_100, `${data('node_finished')}${END}`],
];

test('events are read across pieces, at the time they are complete', () => {
  const [before, after] = [data('node_started').slice(0, 9), data('node_started').slice(9)];
  expect(
    eventsOf([
      [1, `event: ping\n\n${before}`],
      [7, after],
    ]).map(({ name, atMs }) => [name, atMs]),
  ).toEqual([
    ['ping', 1],
    ['node_started', 7],
  ]);
});

test('a stream whose first event comes long before its last is streamed', () => {
  expect(notStreamed(streamed(live), 3_000)).toEqual([]);
});

test.each<[string, Streamed, string]>([
  ['all at once at the end', streamed([[3_100, live.map(([, text]) => text).join('')]]), 'arrive 0 ms apart'],
  ['each late, together', streamed(live.map(([, text], index) => [3_100 + index, text])), 'buffers them'],
  ['an error', streamed([[5, '{"code":"x"}']], { status: 400 }), 'HTTP 400: {"code":"x"}'],
  ['JSON', streamed(live, { headers: { 'content-type': 'application/json' } }), 'application/json'],
  ['compressed', streamed(live, { headers: { ...streamed([]).headers, 'content-encoding': 'gzip' } }), 'gzip'],
  [
    'of known length',
    streamed(live, { headers: { ...streamed([]).headers, 'content-length': '9' } }),
    'Content-Length',
  ],
  ['broken off', streamed(live.slice(0, 2)), 'workflow_started, node_started, not'],
  ['empty', streamed([]), 'missing'],
  [
    'of a failed run',
    streamed([...live.slice(0, 2), [3_100, data('workflow_finished', { status: 'failed', error: 'no' })]]),
    'ended as failed: no',
  ],
])('one that is %s is not', (_, answer, text) => {
  const problems = notStreamed(answer, 3_000);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(text);
});
