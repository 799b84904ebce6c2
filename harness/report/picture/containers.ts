import type { EntryOf } from '../../core/model/timeline.ts';
import type { Axis, Curve, Track } from './axis.ts';

const MIB = 2 ** 20;

/**
 * CPU in cores and memory in MiB, one curve for each container of a workload: the highest of its replicas, since a limit holds for
 * each of them.
 */
export function containerTracks(
  axis: Axis,
  usage: readonly EntryOf<'usage'>[],
  pods: readonly EntryOf<'pod'>[],
): Track[] {
  const names = namesOf(pods);
  const groups = Map.groupBy(
    usage.filter(({ id }) => names.has(id)),
    ({ id }) => names.get(id) ?? '',
  );
  const curves = (value: (entry: EntryOf<'usage'>) => number): Curve[] =>
    [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entries]) => {
        const values = axis.empty();
        for (const entry of entries) {
          const second = axis.second(entry.at);
          values[second] = Math.max(values[second] ?? 0, value(entry));
        }
        return { name, values };
      });
  return [
    { id: 'cpu', curves: curves(({ cores }) => cores) },
    { id: 'memory', curves: curves(({ bytes }) => Math.round((bytes / MIB) * 10) / 10) },
  ];
}

/** @returns container id → `workload`, or `workload/container` where a pod has several. */
function namesOf(pods: readonly EntryOf<'pod'>[]): Map<string, string> {
  return new Map(
    pods.flatMap(({ workload, containers }) =>
      containers.flatMap(({ id, name }): [string, string][] =>
        id === undefined ? [] : [[id, containers.length > 1 ? `${workload}/${name}` : workload]],
      ),
    ),
  );
}
