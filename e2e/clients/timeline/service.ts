import { type RunTimeline, timeOf } from './run-timeline.ts';

/** @returns seconds in which requests failed although nothing was broken on purpose. */
export function failuresOutsideFaults(timeline: RunTimeline): string[] {
  const SECOND_MS = 1000;
  return timeline
    .of('requests')
    .filter(({ at, failed }) => failed > 0 && timeline.counts(at) && timeline.counts(at + SECOND_MS))
    .map(
      ({ at, source, requests, failed, reasons }) =>
        `${timeOf(at)} ${source}: ${failed} of ${requests} failed (${reasons})`,
    );
}

/** @returns Services that lost a ready endpoint although nothing was broken on purpose. */
export function lostEndpoints(timeline: RunTimeline): string[] {
  const last = new Map<string, number>();
  return timeline.of('endpoints').flatMap(({ at, service, ready }) => {
    const before = last.get(service) ?? 0;
    last.set(service, ready);
    if (ready >= before || !timeline.counts(at)) return [];
    return [`${timeOf(at)} Service ${service}: ${ready} ready endpoints, before ${before}`];
  });
}

/** @returns nodes that stopped being ready: never the deployment's fault. */
export function lostNodes(timeline: RunTimeline): string[] {
  return timeline
    .of('node')
    .filter(({ at, ready }) => !ready && at >= timeline.steadyFrom)
    .map(({ at, node }) => `${timeOf(at)} node ${node} was not ready`);
}

/** @returns jumps of the machine's clock: times measured across one are wrong. */
export const clockJumps = (timeline: RunTimeline): string[] =>
  timeline.of('clock').map(({ at, jumpMs }) => `${timeOf(at)} the clock jumped by ${jumpMs} ms`);

/** @returns what could not be recorded. */
export const gaps = (timeline: RunTimeline): string[] =>
  timeline
    .of('recorder')
    .filter(({ what }) => what === 'gap' || what === 'limit')
    .map(({ at, text }) => `${timeOf(at)} ${text}`);
