import type { V1Container } from '@kubernetes/client-node';
import { quantity } from '../../../lib/kube-objects/index.ts';
import type { LintInput } from '../input/input.ts';
import { KEEPERS } from '../input/parts.ts';
import type { Workload } from '../input/workloads.ts';
import { autoscalersByTarget, targetKey } from './autoscalers.ts';
import { effective, RESOURCE_NAMES, type ResourceName } from './quantities.ts';
import { surgeOf } from './rollout.ts';

/** What the pods of a workload ask for. CPU in cores, memory in bytes. */
export interface Demand {
  readonly workload: Workload;
  /** As declared. */
  readonly pods: number;
  /** With the most replicas that an autoscaler may want. */
  readonly mostPods: number;
  readonly surge: number;
  readonly requests: Readonly<Record<ResourceName, number>>;
  readonly limits: Readonly<Record<ResourceName, number>>;
}

/** @returns the demand of each workload that keeps pods running; that of a DaemonSet depends on the nodes and is left out. */
export function demandsOf(input: LintInput): Demand[] {
  const autoscalers = autoscalersByTarget(input);
  return input.workloads.flatMap((workload) => {
    const { kind, metadata } = workload.entry.object;
    if (!KEEPERS.includes(kind) || kind === 'DaemonSet') return [];
    const pods = workload.replicas ?? 1;
    const scaler = autoscalers.get(targetKey(kind, metadata.name, metadata.namespace));
    return [
      {
        ...{ workload, pods, surge: surgeOf(workload) },
        mostPods: Math.max(pods, scaler?.object.spec?.maxReplicas ?? 0),
        requests: podTotal(workload, 'requests'),
        limits: podTotal(workload, 'limits'),
      },
    ];
  });
}

/** Init containers run before the others, so the larger of the two counts; sidecars among them stay (Kubernetes, "Sidecar Containers"). */
function podTotal({ containers }: Workload, field: 'requests' | 'limits'): Record<ResourceName, number> {
  const isSidecar = ({ restartPolicy }: V1Container): boolean => restartPolicy === 'Always';
  const total = (name: ResourceName): number => {
    const each = containers.map(({ container, init }) => ({
      ...{ container, init },
      amount: quantity(effective(container, field, name) ?? '0'),
    }));
    const lasting = each.filter(({ container, init }) => !init || isSidecar(container));
    const passing = each.filter(({ container, init }) => init && !isSidecar(container));
    return Math.max(
      lasting.reduce((sum, { amount }) => sum + amount, 0),
      ...passing.map(({ amount }) => amount),
    );
  };
  return Object.fromEntries(RESOURCE_NAMES.map((name) => [name, total(name)])) as Record<ResourceName, number>;
}

/** @returns an amount as Kubernetes writes it: `2368Mi`, `750m`. */
export const shownAmount = (name: ResourceName, amount: number): string =>
  name === 'memory' ? `${Math.ceil(amount / 2 ** 20 - 1e-6)}Mi` : `${Math.ceil(amount * 1000 - 1e-6)}m`;
