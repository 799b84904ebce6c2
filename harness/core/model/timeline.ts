import { z } from 'zod';

const at = z.number().describe('When: ms since the epoch, by the clock of the machine that runs the harness');

const containerState = z.object({
  name: z.string(),
  /** `sha256…` without scheme; absent before it starts. */
  id: z.string().exactOptional(),
  image: z.string(),
  ready: z.boolean(),
  restarts: z.number(),
  /** `running`, `waiting: CrashLoopBackOff`, `terminated: OOMKilled (137)`. */
  state: z.string(),
  /** How its previous process ended, if there was one. */
  last: z.object({ reason: z.string(), exitCode: z.number(), finishedAt: z.number() }).exactOptional(),
});

const entry = {
  recorder: z.object({
    at,
    kind: z.literal('recorder'),
    what: z.enum(['started', 'stopped', 'gap', 'limit']),
    text: z.string(),
  }),
  check: z.object({ at, kind: z.literal('check'), id: z.string(), phase: z.string(), state: z.string() }),
  pod: z.object({
    ...{ at, kind: z.literal('pod'), pod: z.string(), workload: z.string() },
    ...{ ready: z.boolean(), ending: z.boolean(), deleted: z.boolean(), containers: z.array(containerState) },
  }),
  endpoints: z.object({ at, kind: z.literal('endpoints'), service: z.string(), ready: z.number() }),
  node: z.object({ at, kind: z.literal('node'), node: z.string(), ready: z.boolean() }),
  event: z.object({
    ...{ at, kind: z.literal('event'), type: z.string(), reason: z.string(), object: z.string() },
    ...{ message: z.string(), count: z.number() },
  }),
  usage: z.object({
    ...{ at, kind: z.literal('usage'), id: z.string() },
    /** CPU in cores and share of throttled periods since the line before; working set in bytes. */
    ...{ cores: z.number(), throttled: z.number(), bytes: z.number() },
  }),
  log: z.object({ at, kind: z.literal('log'), pod: z.string(), container: z.string(), line: z.string() }),
  fault: z.object({
    ...{ at, kind: z.literal('fault'), id: z.string(), name: z.string(), state: z.enum(['begin', 'end']) },
    /** Workloads that it may disturb; `*`: all. */
    targets: z.array(z.string()),
  }),
  requests: z.object({
    ...{ at, kind: z.literal('requests'), source: z.string(), requests: z.number(), failed: z.number() },
    ...{ p50: z.number(), p95: z.number(), p99: z.number(), reasons: z.string() },
  }),
  clock: z.object({ at, kind: z.literal('clock'), jumpMs: z.number() }),
};

/** One line of a run's timeline (`timeline/*.jsonl` in the report's folder). Lines of one file are in the order of writing. */
export const timelineEntrySchema = z.discriminatedUnion('kind', [
  entry.recorder,
  entry.check,
  entry.pod,
  entry.endpoints,
  entry.node,
  entry.event,
  entry.usage,
  entry.log,
  entry.fault,
  entry.requests,
  entry.clock,
]);

export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type TimelineKind = TimelineEntry['kind'];
export type EntryOf<K extends TimelineKind> = Extract<TimelineEntry, { kind: K }>;
export type ContainerState = z.infer<typeof containerState>;

/** Folder of the timeline, in the report's folder. */
export const TIMELINE_FOLDER = 'timeline';
