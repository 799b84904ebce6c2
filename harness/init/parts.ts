import { ANY_PART_NAMES, type AnyPartName } from '../core/config/index.ts';
import type { WorkloadEntry } from '../core/config/parts-schema.ts';
import { type Component, TITLES, type UnderstoodContainer } from '../inference/index.ts';
import type { LintInput } from '../lint/facts/input/input.ts';
import type { Draft, Hindrance, Piece } from './draft.ts';

type Seen = LintInput['understood']['containers'][number];

const KEYS: Readonly<Record<string, 'deployment' | 'statefulSet' | 'daemonSet'>> = {
  Deployment: 'deployment',
  StatefulSet: 'statefulSet',
  DaemonSet: 'daemonSet',
};

/** Stores that `inside` has a place for. */
const STORES: Readonly<Partial<Record<Component, 'postgres' | 'redis' | 'vectors' | 's3'>>> = {
  postgres: 'postgres',
  redis: 'redis',
  minio: 's3',
  pgvector: 'vectors',
  weaviate: 'vectors',
  qdrant: 'vectors',
  milvus: 'vectors',
  opensearch: 'vectors',
  elasticsearch: 'vectors',
  chroma: 'vectors',
};

type Workloads = Pick<Draft, 'parts' | 'inside'>;

/** @returns the workloads of the set: those of each part, of each store inside, and what else must become ready. */
export function workloadsIn(input: LintInput): Piece<Workloads> {
  const parts: Record<string, WorkloadEntry | WorkloadEntry[]> = {};
  const inside: Record<string, WorkloadEntry> = {};
  const comments: [string, string][] = [];
  for (const [component, all] of Map.groupBy(input.understood.containers, (one) => one.component)) {
    const entries = entriesOf(input, component, all);
    const [first, ...others] = entries;
    if (!first) continue;
    const store = STORES[component];
    if (store) inside[store] = first;
    else if (isPart(component)) {
      parts[component] = others.length > 0 ? entries : first;
      comments.push([`parts.${component}`, all.map(({ reason }) => reason).join('; ')]);
    }
  }
  // One server may be both: PostgreSQL with the extension pgvector.
  if (inside.postgres === undefined && inside.vectors && isDatabase(input, inside.vectors))
    inside.postgres = { ...inside.vectors };
  const rest = restOf(input);
  return {
    value: { parts: { ...parts, ...(rest.length > 0 ? { others: rest } : {}) } as Draft['parts'], inside },
    comments,
    hindrances: hindrancesIn(input),
  };
}

/** The API's database is reached through the Service of this workload. */
function isDatabase({ understood }: LintInput, { service }: WorkloadEntry): boolean {
  const host = understood.stores.find(({ use }) => use === 'database')?.host;
  return host !== undefined && host.split('.')[0] === service;
}

const isPart = (component: Component): component is AnyPartName & Component =>
  (ANY_PART_NAMES as readonly string[]).includes(component);

/** One entry for each workload: a pod may have several containers of a part only by mistake. */
function entriesOf(input: LintInput, component: Component, all: readonly Seen[]): WorkloadEntry[] {
  const byWorkload = new Map(all.map((one) => [one.seen.workload, one]));
  return [...byWorkload.values()].flatMap((one) => {
    const { kind, metadata } = one.seen.workload.entry.object;
    const key = KEYS[kind];
    const service = input.understood.services.get(component);
    return key
      ? [
          {
            [key]: metadata.name,
            ...containerOf(one),
            ...(service?.port === undefined ? {} : { service: service.name, port: service.port }),
            ...(one.seen.workload.replicas === undefined ? {} : { replicas: one.seen.workload.replicas }),
          },
        ]
      : [];
  });
}

/** Named only where it is not the first, which is the default. */
function containerOf({ seen }: UnderstoodContainer<Seen['seen']>): { readonly container?: string } {
  const first = seen.workload.containers.find(({ init }) => !init);
  return first === seen.placed ? {} : { container: seen.placed.container.name };
}

/** Everything else that keeps pods running. */
function restOf(input: LintInput): WorkloadEntry[] {
  const known = new Set(input.understood.containers.map(({ seen }) => seen.workload));
  return input.workloads.flatMap((workload) => {
    const key = KEYS[workload.entry.object.kind];
    return key && !known.has(workload) ? [{ [key]: workload.entry.object.metadata.name }] : [];
  });
}

function hindrancesIn({ understood }: LintInput): Hindrance[] {
  const there = new Set(understood.containers.map(({ component }) => component));
  const unknown = understood.unrecognised.map(({ workload }) => workload.entry.object.metadata.name);
  const guess = unknown.length > 0 ? `; it can't be told what runs in ${[...new Set(unknown)].join(', ')}` : '';
  const lacking = there.has('api') ? [] : (['api'] as const);
  const kinds = understood.containers.filter(({ seen }) => !KEYS[seen.workload.entry.object.kind]);
  return [
    ...lacking.map((part) => ({
      what: `no ${TITLES[part]} was recognised in the set${guess}`,
      remedy: `name its workload under parts.${part} in the config`,
    })),
    ...kinds.map(({ component, seen: { workload } }) => ({
      what: `${TITLES[component]} runs in ${workload.entry.object.kind} ${workload.entry.object.metadata.name}`,
      remedy: 'run it in a Deployment, a StatefulSet or a DaemonSet',
    })),
  ];
}
