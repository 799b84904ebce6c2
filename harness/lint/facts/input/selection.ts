import type { V1LabelSelector } from '@kubernetes/client-node';
import type { LintInput } from './input.ts';
import { selects, type Workload } from './workloads.ts';

type Labels = Readonly<Record<string, string>>;

/** Finds the workloads whose pods a selector matches, without scanning all of them. */
export interface Selection {
  /** The selector of a Service: all pairs must match; an empty one matches nothing. */
  byLabels(namespace: string | undefined, selector: Labels): readonly Workload[];
  /** A label selector (Kubernetes API, LabelSelector): an empty one matches all pods of the namespace. */
  bySelector(namespace: string | undefined, selector: V1LabelSelector): readonly Workload[];
}

const CACHE = new WeakMap<readonly Workload[], Selection>();

/** @returns the index of the set's pods; built once per set. */
export function selectionOf({ workloads }: Pick<LintInput, 'workloads'>): Selection {
  const known = CACHE.get(workloads);
  if (known) return known;
  const selection = indexed(workloads);
  CACHE.set(workloads, selection);
  return selection;
}

const ALL = '';
const bucketOf = (namespace = 'default', label = ALL): string => `${namespace}\0${label}`;

function indexed(workloads: readonly Workload[]): Selection {
  const buckets = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { namespace } = workload.entry.object.metadata;
    const pairs = Object.entries(workload.labels).map(([key, value]) => `${key}=${value}`);
    for (const label of [ALL, ...pairs]) {
      const bucket = buckets.get(bucketOf(namespace, label));
      if (bucket) bucket.push(workload);
      else buckets.set(bucketOf(namespace, label), [workload]);
    }
  }
  /** The smallest of the pairs' buckets contains every workload that has all of them. */
  const candidates = (namespace: string | undefined, labels: Labels): readonly Workload[] =>
    Object.entries(labels)
      .map(([key, value]) => buckets.get(bucketOf(namespace, `${key}=${value}`)) ?? [])
      .reduce<readonly Workload[]>((least, bucket) => (bucket.length < least.length ? bucket : least), all(namespace));
  const all = (namespace: string | undefined): readonly Workload[] => buckets.get(bucketOf(namespace)) ?? [];
  return {
    byLabels: (namespace, selector) =>
      candidates(namespace, selector).filter(({ labels }) => selects(selector, labels)),
    bySelector: (namespace, selector) =>
      candidates(namespace, selector.matchLabels ?? {}).filter(({ labels }) => meets(selector, labels)),
  };
}

/** @returns whether labels match a label selector; an empty one matches all (Kubernetes, "Labels and Selectors"). */
export function meets({ matchLabels = {}, matchExpressions = [] }: V1LabelSelector, labels: Labels): boolean {
  if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) return false;
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    return operator === 'Exists' ? value !== undefined : value === undefined;
  });
}

/** @returns the labels of the pods in a namespace, `app=dify-api`, for a cause. */
export function labelsIn({ workloads }: Pick<LintInput, 'workloads'>, namespace: string | undefined): Set<string> {
  return new Set(
    workloads
      .filter(({ entry }) => entry.object.metadata.namespace === namespace)
      .flatMap(({ labels }) => Object.entries(labels).map(([key, value]) => `${key}=${value}`)),
  );
}
