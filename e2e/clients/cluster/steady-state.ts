import { isReady, type Kube, pending, podsOf, ready, type WaitStrategy } from '../../../harness/index.ts';
import type { PartConfig } from './topology.ts';

/**
 * Ready when all promised replicas have been ready, and none was replaced or restarted, for `holdMs`. What is measured before says
 * more about what is still going on than about the deployment.
 */
export function steadyState(
  kube: Kube,
  parts: readonly Pick<PartConfig, 'kind' | 'name' | 'replicas'>[],
  { holdMs, timeoutMs }: { readonly holdMs: number; readonly timeoutMs: number },
): WaitStrategy {
  let since = performance.now();
  let before = '';
  return {
    subject: 'the deployment to be in a steady state',
    timeoutMs,
    intervalMs: 500,
    poll: async () => {
      const states = await Promise.all(parts.map((part) => stateOf(kube, part)));
      const now = states.map(({ seen }) => seen).join('\n');
      const lacking = states.flatMap(({ problem }) => problem ?? []);
      if (now !== before || lacking.length > 0) since = performance.now();
      before = now;
      if (lacking.length > 0) return pending(lacking.join('; '));
      return performance.now() - since >= holdMs
        ? ready(undefined)
        : pending('pods were still being replaced or restarted');
    },
  };
}

async function stateOf(kube: Kube, workload: Pick<PartConfig, 'kind' | 'name' | 'replicas'>) {
  const { name, replicas = 1 } = workload;
  const pods = await podsOf(kube, workload);
  const up = pods.filter(isReady).length;
  const seen = pods.map((pod) => {
    const restarts = (pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
    return `${pod.metadata?.name} ${isReady(pod)} ${restarts.join()}`;
  });
  const problem = up < replicas ? `${name} has ${up} of ${replicas} replicas ready` : undefined;
  return { seen: seen.sort().join(' '), problem };
}
