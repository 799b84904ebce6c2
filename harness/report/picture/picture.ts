import type { CheckRecord } from '../../core/model/check.ts';
import type { PhaseRecord } from '../../core/model/run.ts';
import type { EntryOf, TimelineEntry, TimelineKind } from '../../core/model/timeline.ts';
import { Axis, type Curve, type Track } from './axis.ts';
import { containerTracks } from './containers.ts';

/** A stretch of the axis; seconds from its beginning. */
export interface Band {
  readonly kind: 'phase' | 'fault';
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A moment: a check that did not pass, a restart. */
export interface Mark {
  readonly kind: 'check' | 'restart';
  readonly name: string;
  readonly at: number;
}

/** What happened in a run, by the second. */
export interface Picture {
  /** Beginning of the axis: ms since the epoch. */
  readonly from: number;
  /** Length of the axis in seconds. */
  readonly seconds: number;
  readonly tracks: readonly Track[];
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
}

export interface PictureInput {
  readonly timeline: readonly TimelineEntry[];
  readonly phases: readonly Pick<PhaseRecord, 'title' | 'startedAt' | 'durationMs' | 'state'>[];
  readonly checks: readonly Pick<CheckRecord, 'id' | 'result' | 'startedAt'>[];
}

/** @returns the picture of a run; undefined if nothing was recorded. */
export function pictureOf({ timeline, phases, checks }: PictureInput): Picture | undefined {
  const [first, last] = [timeline[0], timeline.at(-1)];
  if (!first || !last || last.at <= first.at) return undefined;
  const axis = new Axis(first.at, last.at);
  const of = <K extends TimelineKind>(kind: K) => timeline.filter((entry): entry is EntryOf<K> => entry.kind === kind);
  const tracks: Track[] = [
    ...requestTracks(axis, of('requests')),
    ...containerTracks(axis, of('usage'), of('pod')),
    { id: 'endpoints', curves: endpointCurves(axis, of('endpoints')) },
  ];
  return {
    ...{ from: first.at, seconds: axis.length },
    tracks: tracks.filter(({ curves }) => curves.length > 0),
    bands: [...phaseBands(axis, phases), ...faultBands(axis, of('fault'))],
    marks: [...checkMarks(axis, checks), ...restartMarks(axis, of('pod'))],
  };
}

function requestTracks(axis: Axis, entries: readonly EntryOf<'requests'>[]): Track[] {
  const sources = [...new Set(entries.map(({ source }) => source))];
  const curves = (name: (source: string) => string, value: (entry: EntryOf<'requests'>) => number): Curve[] =>
    sources.map((source) => {
      const values = axis.empty();
      for (const entry of entries) if (entry.source === source) values[axis.second(entry.at)] = value(entry);
      return { name: name(source), values };
    });
  return [
    {
      id: 'requests',
      curves: curves(shortUrl, ({ requests }) => requests),
    },
    {
      id: 'failed',
      curves: curves(shortUrl, ({ failed }) => failed),
    },
    {
      id: 'latency',
      curves: (['p50', 'p95', 'p99'] as const).flatMap((share) =>
        curves(
          (source) => `${share} ${shortUrl(source)}`,
          (entry) => entry[share],
        ),
      ),
    },
  ];
}

/** A Service keeps its number until it changes. */
function endpointCurves(axis: Axis, entries: readonly EntryOf<'endpoints'>[]): Curve[] {
  return [...Map.groupBy(entries, ({ service }) => service)].map(([name, changes]) => {
    const values = axis.empty();
    for (const { at, ready } of changes) values.fill(ready, axis.second(at));
    return { name, values };
  });
}

function phaseBands(axis: Axis, phases: PictureInput['phases']): Band[] {
  return phases
    .filter(({ title, state }) => title.startsWith('Checks: ') && state !== 'skipped' && state !== 'blocked')
    .map(({ title, startedAt, durationMs }) => {
      const from = Date.parse(startedAt);
      const name = title.slice('Checks: '.length);
      return { kind: 'phase', name, from: axis.second(from), to: axis.second(from + durationMs) };
    });
}

/** A fault without an end lasts to the end. */
function faultBands(axis: Axis, entries: readonly EntryOf<'fault'>[]): Band[] {
  return entries
    .filter(({ state }) => state === 'begin')
    .map(({ id, name, at }) => {
      const end = entries.find((one) => one.id === id && one.state === 'end')?.at;
      const to = end === undefined ? axis.length - 1 : axis.second(end);
      return { kind: 'fault', name, from: axis.second(at), to };
    });
}

function checkMarks(axis: Axis, checks: PictureInput['checks']): Mark[] {
  return checks
    .filter(({ result }) => result.state === 'failed' || result.state === 'flaky')
    .map(({ id, startedAt }) => ({ kind: 'check', name: id, at: axis.second(Date.parse(startedAt)) }));
}

function restartMarks(axis: Axis, pods: readonly EntryOf<'pod'>[]): Mark[] {
  const last = new Map<string, number>();
  return pods.flatMap(({ at, pod, containers }) =>
    containers.flatMap(({ name, restarts }): Mark[] => {
      const before = last.get(`${pod}/${name}`) ?? 0;
      last.set(`${pod}/${name}`, restarts);
      return restarts > before ? [{ kind: 'restart', name: `${pod}/${name}`, at: axis.second(at) }] : [];
    }),
  );
}

const shortUrl = (source: string): string => source.replace(/^https?:\/\//, '');
