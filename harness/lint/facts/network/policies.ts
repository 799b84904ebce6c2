import type { V1NetworkPolicy, V1NetworkPolicyPeer, V1NetworkPolicyPort } from '@kubernetes/client-node';
import { byName } from '../input/by-name.ts';
import type { LintInput, Typed } from '../input/input.ts';
import { ofKind } from '../input/of-kind.ts';
import { selectionOf } from '../input/selection.ts';
import type { Workload } from '../input/workloads.ts';

export type Policy = Typed<V1NetworkPolicy>;

export type Direction = 'Ingress' | 'Egress';

/** One rule of a policy: what it lets through. Without ports it is all of them, without peers everybody. */
export interface Allowance {
  readonly ports: readonly V1NetworkPolicyPort[] | undefined;
  readonly peers: readonly V1NetworkPolicyPeer[] | undefined;
}

/** As it is written in YAML; the client library gives `from` another name in its own types. */
interface WrittenRule {
  readonly from?: readonly V1NetworkPolicyPeer[];
  readonly to?: readonly V1NetworkPolicyPeer[];
  readonly ports?: readonly V1NetworkPolicyPort[];
}

/** @returns the rules of a policy for one direction, in the order in which they are written. */
export function allowances({ object: { spec } }: Policy, direction: Direction): Allowance[] {
  const rules: readonly WrittenRule[] = (direction === 'Ingress' ? spec?.ingress : spec?.egress) ?? [];
  return rules.map(({ from, to, ports }) => ({ ports, peers: direction === 'Ingress' ? from : to }));
}

/** A policy isolates what it names; without `policyTypes` it is Ingress, and Egress where it has such rules. */
function isolates({ object: { spec } }: Policy, direction: Direction): boolean {
  if (spec?.policyTypes) return spec.policyTypes.includes(direction);
  return direction === 'Ingress' || (spec?.egress ?? []).length > 0;
}

/** @returns the workloads whose pods policies isolate in a direction → those policies, whose allowances add up. */
export function isolatedWorkloads(input: LintInput, direction: Direction): ReadonlyMap<Workload, readonly Policy[]> {
  const selection = selectionOf(input);
  const isolated = new Map<Workload, Policy[]>();
  for (const policy of ofKind<V1NetworkPolicy>(input, 'NetworkPolicy').toSorted(byName)) {
    const selector = policy.object.spec?.podSelector ?? {};
    if (!isolates(policy, direction)) continue;
    for (const workload of selection.bySelector(policy.entry.object.metadata.namespace, selector)) {
      const others = isolated.get(workload);
      if (others) others.push(policy);
      else isolated.set(workload, [policy]);
    }
  }
  return isolated;
}

/**
 * @param names under which the port is known, too: those of container ports.
 * @returns whether an allowance lets a port through.
 */
export function allowsPort({ ports }: Allowance, wanted: number, names: readonly string[] = []): boolean {
  if (!ports || ports.length === 0) return true;
  return ports.some(({ port, endPort }) => {
    if (port === undefined) return true;
    if (typeof port === 'string') return names.includes(port);
    return endPort === undefined ? port === wanted : port <= wanted && wanted <= endPort;
  });
}
