import type { V1Container } from '@kubernetes/client-node';
import { quantity } from '../../../lib/kube-objects/index.ts';

export type ResourceName = 'cpu' | 'memory';

export const RESOURCE_NAMES: readonly ResourceName[] = ['cpu', 'memory'];

/** @returns the declared value as text; YAML parses `cpu: 1` as a number. */
export function declared(
  { resources }: V1Container,
  field: 'requests' | 'limits',
  name: ResourceName,
): string | undefined {
  const value: unknown = resources?.[field]?.[name];
  return value === undefined ? undefined : String(value);
}

/** @returns the effective value: without a request Kubernetes uses the limit ("Resource Management for Pods and Containers"). */
export function effective(
  container: V1Container,
  field: 'requests' | 'limits',
  name: ResourceName,
): string | undefined {
  return declared(container, field, name) ?? (field === 'requests' ? declared(container, 'limits', name) : undefined);
}

/** @returns whether two quantities are numerically equal, such as 0.25 and 250m, or 1Gi and 1024Mi. */
export function equal(a: string, b: string): boolean {
  const [one, other] = [quantity(a), quantity(b)];
  return Math.abs(one - other) <= 1e-9 * Math.max(one, other);
}
