import type { EntryOf } from '../../../harness/index.ts';
import { type RunTimeline, timeOf } from './run-timeline.ts';

/** A warning that comes as often as this is no passing state. */
const REPEATED = 3;

const podOf = ({ object }: EntryOf<'event'>): string => object.replace(/^Pod /, '');

/** @returns probes that failed on a pod that had been ready and was not being deleted, outside of faults. */
export function failedProbes(timeline: RunTimeline): string[] {
  return timeline.of('event').flatMap((event) => {
    const pod = podOf(event);
    if (event.reason !== 'Unhealthy' || !timeline.counts(event.at, timeline.workloadOf(pod))) return [];
    const states = timeline.of('pod').filter((one) => one.pod === pod && one.at <= event.at + 1000);
    if (!states.some(({ ready }) => ready) || states.some(({ ending, deleted }) => ending || deleted)) return [];
    return [`${timeOf(event.at)} ${event.object}: ${event.message.trim()}`];
  });
}

/** @returns warnings that were repeated, outside of faults; failed probes are judged by themselves. */
export function repeatedWarnings(timeline: RunTimeline): string[] {
  const events = timeline
    .of('event')
    .filter(({ type, reason }) => type === 'Warning' && reason !== 'Unhealthy')
    .filter((event) => timeline.counts(event.at, timeline.workloadOf(podOf(event))));
  const alike = Map.groupBy(events, ({ object, reason }) => `${object}: ${reason}`);
  return [...alike].flatMap(([what, all]) => {
    const count = Math.max(all.length, ...all.map((one) => one.count));
    return count < REPEATED ? [] : [`${what} ×${count}: ${all.at(-1)?.message.trim()}`];
  });
}

/**
 * @returns per container, lines of level error that were logged outside of faults and of the checks that send bad requests on purpose.
 */
export function errorLines(timeline: RunTimeline): string[] {
  const lines = timeline
    .of('log')
    .filter(({ at, pod }) => timeline.counts(at, timeline.workloadOf(pod)) && !provoked(timeline, at));
  const sources = Map.groupBy(lines, ({ pod, container }) => `${timeline.workloadOf(pod) ?? pod}/${container}`);
  return [...sources].map(
    ([source, all]) => `${source}: ${all.length} lines, first ${timeOf(all[0]?.at ?? 0)} ${all[0]?.line}`,
  );
}

/** Checks of these phases also ask for what must be refused. */
const PROVOKING = ['foundation', 'smoke'];
const MARGIN_MS = 2_000;

function provoked(timeline: RunTimeline, at: number): boolean {
  const times = timeline
    .of('check')
    .filter(({ phase }) => PROVOKING.includes(phase))
    .map((check) => check.at);
  return times.length > 0 && at <= Math.max(...times) + MARGIN_MS;
}
