import { type Component, DIFY_PARTS, isDifyPart } from './components.ts';
import { edgeOf, type UnderstoodEdge } from './edges.ts';
import { versionInTag } from './images.ts';
import { type Recognised, recognise, type UnderstoodContainer } from './recognise.ts';
import { KEEPERS, type SeenContainer, type SeenSet } from './seen.ts';
import { type PartService, partServicesOf } from './services.ts';
import { storesOf, type UnderstoodStore } from './stores.ts';

/** What a set is, as far as its files tell. */
export interface Understood<S extends SeenContainer = SeenContainer> {
  /** Containers in the order of the set; a part may have several. */
  readonly containers: readonly UnderstoodContainer<S>[];
  /** Containers of long-running pods that may be a part, and can't be told. */
  readonly unrecognised: readonly S[];
  /** Namespace of the parts, else that of most objects; undefined where no object names one. */
  readonly namespace: string | undefined;
  /** From the images' tags; undefined for `latest`, digests and names of other schemes. */
  readonly difyVersion: string | undefined;
  readonly stores: readonly UnderstoodStore[];
  readonly edge: UnderstoodEdge;
  /** The Service through which others reach a part, a store or the edge. */
  readonly services: ReadonlyMap<Component, PartService>;
}

/** Reads what a set is from the set alone. Pure: the same set gives the same answer. */
export function understand<S extends SeenContainer>(set: SeenSet<S>): Understood<S> {
  const told = set.containers.map((seen: S) => ({ seen, found: recognise(seen) }));
  const containers = told.flatMap(({ seen, found }) => (found ? [{ ...found, seen }] : []));
  const of = (component: Component) => containers.filter((one) => one.component === component).map(({ seen }) => seen);
  const [api] = [...of('api'), ...of('worker')];
  const running = new Set(containers.map(({ component }) => component));
  return {
    containers,
    unrecognised: unrecognisedOf(told, running),
    namespace: namespaceOf(set, containers),
    difyVersion: versionOf([...of('api'), ...of('worker'), ...of('web')]),
    stores: storesOf(set, api, running),
    edge: edgeOf(set, running.has('nginx')),
    services: partServicesOf(set, containers),
  };
}

/** Only where a part is missing may a container that nobody knows be it. */
function unrecognisedOf<S extends SeenContainer>(
  told: readonly { readonly seen: S; readonly found: Recognised | undefined }[],
  running: ReadonlySet<Component>,
): S[] {
  if (DIFY_PARTS.every((part) => running.has(part))) return [];
  const known = new Set(told.flatMap(({ seen, found }) => (found ? [seen.workload.entry] : [])));
  return told.flatMap(({ seen }) => {
    const { kind } = seen.workload.entry.object;
    return KEEPERS.includes(kind) && !seen.placed.init && !known.has(seen.workload.entry) ? [seen] : [];
  });
}

function namespaceOf({ objects }: SeenSet, containers: readonly UnderstoodContainer[]): string | undefined {
  const parts = containers.filter(({ component }) => isDifyPart(component));
  return (
    mostOf(parts.map(({ seen }) => seen.workload.entry.object.metadata.namespace)) ??
    mostOf(
      objects.map(({ object }) => (object.kind === 'Namespace' ? object.metadata.name : object.metadata.namespace)),
    )
  );
}

/** @returns what occurs most often; of several the first by name. */
function mostOf(values: readonly (string | undefined)[]): string | undefined {
  const counted = [...Map.groupBy(values, (value) => value)].flatMap(([value, all]) =>
    value === undefined ? [] : [{ value, count: all.length }],
  );
  return counted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))[0]?.value;
}

/** The API's own tag decides: where the parts disagree, rules compare them with it. */
function versionOf(released: readonly SeenContainer[]): string | undefined {
  for (const { placed } of released) {
    const version = versionInTag(placed.container.image ?? '');
    if (version !== undefined) return version;
  }
  return undefined;
}
