import type { V1NetworkPolicy, V1NetworkPolicyPeer, V1NetworkPolicyPort } from '@kubernetes/client-node';
import { byName } from '../input/by-name.ts';
import type { LintInput, Typed } from '../input/input.ts';
import { ofKind } from '../input/of-kind.ts';
import { selectionOf } from '../input/selection.ts';
import type { Workload } from '../input/workloads.ts';

export type Policy = Typed<V1NetworkPolicy>;

export type Direction = 'Ingress' | 'Egress';

/** One rule of a policy: what it allows. No ports means all ports, no peers means all peers. */
export interface Allowance {
  readonly ports: readonly V1NetworkPolicyPort[] | undefined;
  readonly peers: readonly V1NetworkPolicyPeer[] | undefined;
}

/** As written in YAML; the types of the client library rename `from`. */
interface WrittenRule {
  readonly from?: readonly V1NetworkPolicyPeer[];
  readonly to?: readonly V1NetworkPolicyPeer[];
  readonly ports?: readonly V1NetworkPolicyPort[];
}

/** @returns the rules of a policy for one direction, in written order. */
export function allowances({ object: { spec } }: Policy, direction: Direction): Allowance[] {
  const rules: readonly WrittenRule[] = (direction === 'Ingress' ? spec?.ingress : spec?.egress) ?? [];
  return rules.map(({ from, to, ports }) => ({ ports, peers: direction === 'Ingress' ? from : to }));
}

/** Without `policyTypes`, a policy isolates Ingress, and Egress if it has egress rules. */
function isolates({ object: { spec } }: Policy, direction: Direction): boolean {
  if (spec?.policyTypes) return spec.policyTypes.includes(direction);
  return direction === 'Ingress' || (spec?.egress ?? []).length > 0;
}

/** @returns the workloads whose pods are isolated in a direction → the policies that do so; their allowances add up. */
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
 * @param names of the container port.
 * @returns whether a rule allows the port.
 */
export function allowsPort({ ports }: Allowance, wanted: number, names: readonly string[] = []): boolean {
  if (!ports || ports.length === 0) return true;
  return ports.some(({ port, endPort }) => {
    if (port === undefined) return true;
    if (typeof port === 'string') return names.includes(port);
    return endPort === undefined ? port === wanted : port <= wanted && wanted <= endPort;
  });
}
