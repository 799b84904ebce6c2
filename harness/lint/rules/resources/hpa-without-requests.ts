import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import type { Typed } from '../../facts/input/input.ts';
import { autoscalersByTarget, targetKey } from '../../facts/resources/autoscalers.ts';
import { effective, RESOURCE_NAMES, type ResourceName } from '../../facts/resources/quantities.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const hpaWithoutRequests: Rule = {
  id: 'hpa-without-requests',
  claims: ['REP-1', 'RES-2'],
  severity: 'recommended',
  title: 'Pods scaled by utilization have resource requests',
  rationale:
    'Utilization is a percentage of the request: if a container has none, the autoscaler reports FailedGetResourceMetric and does nothing.',
  remediation: 'Set requests on every container of the pod, or scale by an absolute value.',
  source: 'Kubernetes, "Horizontal Pod Autoscaling": How does it work',
  *find(input) {
    const scalers = autoscalersByTarget(input);
    for (const { entry, containers } of input.workloads) {
      const { kind, metadata } = entry.object;
      const found = scalers.get(targetKey(kind, metadata.name, metadata.namespace));
      if (!found) continue;
      for (const [index, name] of utilized(found)) {
        const without = containers.find(
          ({ container, init }) =>
            (!init || container.restartPolicy === 'Always') && effective(container, 'requests', name) === undefined,
        );
        if (!without) continue;
        yield findingIn(found.entry, ['spec', 'metrics', index], {
          message: `it scales by ${name} utilization, but container "${without.container.name}" has no ${name} request`,
          cause: 'utilization is a percentage of the request, which is not set',
          remedy: `set resources.requests.${name} on the container`,
        });
      }
    }
  },
};

function utilized({ object }: Typed<V2HorizontalPodAutoscaler>): [number, ResourceName][] {
  return (object.spec?.metrics ?? []).flatMap(({ resource }, index) => {
    const name = RESOURCE_NAMES.find((known) => known === resource?.name);
    return name && resource?.target.type === 'Utilization' ? [[index, name] as [number, ResourceName]] : [];
  });
}
