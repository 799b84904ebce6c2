import type { V1Service } from '@kubernetes/client-node';
import type { Component } from './components.ts';
import type { UnderstoodContainer } from './recognise.ts';
import type { SeenSet } from './seen.ts';

/** A Service in front of a part. */
export interface PartService {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The port that leads to the part's container; undefined where the Service has none. */
  readonly port: number | undefined;
}

/**
 * @returns the Service that selects the pods of each part: the one named like the workload, otherwise the first by name,
 *   headless ones last.
 */
export function partServicesOf(
  { services }: SeenSet,
  containers: readonly UnderstoodContainer[],
): ReadonlyMap<Component, PartService> {
  const bySelector = Map.groupBy(services, ({ object }) => firstPairOf(object));
  const found = new Map<Component, PartService>();
  for (const container of containers) {
    const { component } = container;
    if (found.has(component)) continue;
    const { entry, labels } = container.seen.workload;
    const own = entry.object.metadata.name;
    const inFront = Object.entries(labels)
      .flatMap((pair) => bySelector.get(pair.join('=')) ?? [])
      .filter(({ object }) => isInFront(object, container))
      .toSorted((a, b) => rank(a.object) - rank(b.object) || (nameOf(a.object) < nameOf(b.object) ? -1 : 1));
    const service = inFront.find(({ object }) => nameOf(object) === own) ?? inFront[0];
    if (service) found.set(component, placed(service.object, container));
  }
  return found;
}

const nameOf = ({ metadata }: V1Service): string => metadata?.name ?? '';
const rank = ({ spec }: V1Service): number => (spec?.clusterIP === 'None' ? 1 : 0);

/** A Service is only looked at for pods that have the first of its pairs: sets may have thousands of both. */
const firstPairOf = ({ spec }: V1Service): string => Object.entries(spec?.selector ?? {})[0]?.join('=') ?? '';

function isInFront({ metadata, spec }: V1Service, { seen }: UnderstoodContainer): boolean {
  const { labels, entry } = seen.workload;
  const wanted = Object.entries(spec?.selector ?? {});
  return (
    metadata?.namespace === entry.object.metadata.namespace &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

/** Where a pod has several containers, the port that leads to this one. */
function placed({ metadata, spec }: V1Service, { seen }: UnderstoodContainer): PartService {
  const ports = spec?.ports ?? [];
  const own = seen.placed.container.ports ?? [];
  const leading = ports.find(({ port, targetPort = port }) =>
    own.some(({ name, containerPort }) => containerPort === targetPort || (name !== undefined && name === targetPort)),
  );
  return { name: metadata?.name ?? '', namespace: metadata?.namespace, port: (leading ?? ports[0])?.port };
}
