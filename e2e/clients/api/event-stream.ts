/** A piece of a response, and when it arrived: ms after the request was sent. */
export type Piece = readonly [atMs: number, text: string];

/** A response with its pieces. */
export interface Streamed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Piece[];
}

/** One server-sent event of Dify. */
export interface StreamEvent {
  readonly atMs: number;
  /** `workflow_started`, `node_finished`, `ping`… */
  readonly name: string;
  readonly status: string;
  readonly error: string;
}

/** @returns the events, each with the time at which its last byte arrived. */
export function eventsOf(pieces: readonly Piece[]): StreamEvent[] {
  const found: StreamEvent[] = [];
  let waiting = '';
  for (const [atMs, text] of pieces) {
    const blocks = (waiting + text).split(/\r?\n\r?\n/);
    waiting = blocks.pop() ?? '';
    for (const block of blocks) found.push({ atMs, ...readEvent(block) });
  }
  return found;
}

function readEvent(block: string): Omit<StreamEvent, 'atMs'> {
  const field = (name: string): string | undefined => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
  const { event, data } = JSON.parse(field('data') ?? '{}') as { event?: string; data?: Record<string, unknown> };
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { name: event ?? field('event') ?? '', status: text(data?.status), error: text(data?.error) };
}

/** The share of the slow step's time that must lie between the first and the last event: a buffer sends both at the end. */
const SHARE = 0.6;

/**
 * @param slowMs how long one step of the run takes at least.
 * @returns what shows that the response was not streamed as its events happened, or that the run failed.
 */
export function notStreamed({ status, headers, pieces }: Streamed, slowMs: number): string[] {
  const text = pieces.map(([, piece]) => piece).join('');
  if (status !== 200) return [`it is answered with HTTP ${status}: ${text.slice(0, 300)}`];
  if (!headers['content-type']?.startsWith('text/event-stream'))
    return [`its content type is ${headers['content-type'] ?? 'missing'}, not text/event-stream`];
  if (headers['content-encoding']) return [`it is compressed (${headers['content-encoding']}), which delays events`];
  if (headers['content-length'] !== undefined)
    return ['it has a Content-Length, so it was buffered before it was sent'];
  const events = eventsOf(pieces);
  const [first, last] = [events.find(({ name }) => name === 'workflow_started'), events.at(-1)];
  if (!first || last?.name !== 'workflow_finished')
    return [
      `its events are ${events.map(({ name }) => name).join(', ') || 'missing'}, not workflow_started to workflow_finished`,
    ];
  if (last.status !== 'succeeded') return [`the run ended as ${last.status}: ${last.error}`];
  const gap = last.atMs - first.atMs;
  if (gap >= slowMs * SHARE) return [];
  return [
    `one of its steps takes ${slowMs} ms, but the first event (${Math.round(first.atMs)} ms) and the last (${Math.round(last.atMs)} ms) arrive ${Math.round(gap)} ms apart: something on the way buffers them`,
  ];
}
