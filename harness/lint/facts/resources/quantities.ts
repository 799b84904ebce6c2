import type { V1Container } from '@kubernetes/client-node';
import { quantity } from '../../../lib/kube-objects/index.ts';

export type ResourceName = 'cpu' | 'memory';

export const RESOURCE_NAMES: readonly ResourceName[] = ['cpu', 'memory'];

/** @returns what is written, as text; YAML reads `cpu: 1` as a number. */
export function declared(
  { resources }: V1Container,
  field: 'requests' | 'limits',
  name: ResourceName,
): string | undefined {
  const value: unknown = resources?.[field]?.[name];
  return value === undefined ? undefined : String(value);
}

/** @returns what counts: without a request Kubernetes takes the limit ("Resource Management for Pods and Containers"). */
export function effective(
  container: V1Container,
  field: 'requests' | 'limits',
  name: ResourceName,
): string | undefined {
  return declared(container, field, name) ?? (field === 'requests' ? declared(container, 'limits', name) : undefined);
}

/** @returns whether two quantities are equal as numbers: 0.25 and 250m are, 1Gi and 1024Mi are. */
export function equal(a: string, b: string): boolean {
  const [one, other] = [quantity(a), quantity(b)];
  return Math.abs(one - other) <= 1e-9 * Math.max(one, other);
}
