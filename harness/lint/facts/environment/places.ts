import type { ComposeService, ComposeVariable } from '../../../lib/compose/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { Comparison } from './comparison.ts';

/** @returns where Compose sets a variable of a service. */
export function composePlace({ name }: ComposeService, { name: variable, at }: ComposeVariable): Place {
  return { ...at, object: `Compose service ${name}`, field: `environment.${variable}` };
}

/** @returns where a missing variable of a container would be set. */
export function absentPlace({ workload, placed }: ContainerEnvironment, variable: string): Place {
  return placeIn(workload.entry, [...placed.path, 'env', variable]);
}

/** @returns the workload of a container, as messages name it. */
export const workloadName = ({ workload }: ContainerEnvironment): string => nameOf(workload.entry.object);

/** @returns the workloads of some comparisons, each once: `Deployment dify/dify-api, Deployment dify/dify-worker`. */
export const workloadNames = (comparisons: readonly Comparison[]): string =>
  [...new Set(comparisons.map(({ environment }) => workloadName(environment)))].join(', ');

/** @returns the comparisons, grouped by the fault that explains them. */
export function together(
  comparisons: readonly Comparison[],
  key: (one: Comparison) => string,
): readonly (readonly [Comparison, ...Comparison[]])[] {
  const groups = new Map<string, [Comparison, ...Comparison[]]>();
  for (const one of comparisons) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return [...groups.values()];
}
