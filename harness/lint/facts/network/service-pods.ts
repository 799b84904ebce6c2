import type { V1Service } from '@kubernetes/client-node';
import type { LintInput, Typed } from '../input/input.ts';
import { selectionOf } from '../input/selection.ts';
import type { Workload } from '../input/workloads.ts';

/** A Service and the workloads whose pods it selects. */
export interface ServicePods extends Typed<V1Service> {
  readonly selected: readonly Workload[];
}

const KNOWN = new WeakMap<LintInput, readonly ServicePods[]>();

/** @returns the Services that select pods by labels, in the order of the set. */
export function servicePods(input: LintInput): readonly ServicePods[] {
  const services = KNOWN.get(input) ?? linked(input);
  KNOWN.set(input, services);
  return services;
}

function linked(input: LintInput): ServicePods[] {
  const selection = selectionOf(input);
  return input.services.flatMap(({ entry, object }) => {
    const { selector = {}, type } = object.spec ?? {};
    if (Object.keys(selector).length === 0 || type === 'ExternalName') return [];
    return [{ entry, object, selected: selection.byLabels(entry.object.metadata.namespace, selector) }];
  });
}
