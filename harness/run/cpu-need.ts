import { z } from 'zod';
import { quantity } from '../lib/kube-objects/index.ts';
import type { ManifestSet } from '../manifests/index.ts';

const workload = z.looseObject({
  replicas: z.int().default(1),
  template: z.looseObject({
    spec: z.looseObject({
      containers: z.array(
        z.looseObject({
          resources: z
            .looseObject({ requests: z.looseObject({ cpu: z.coerce.string().optional() }).optional() })
            .optional(),
        }),
      ),
    }),
  }),
});

/** CPU requests of the cluster's own pods, including the ingress controller; measured on the node image with its kubeadm patches. */
const CLUSTER_MILLI = 250;

/** @returns CPU requests that must fit on the node, in millicores: the cluster's own, the set's, and one surge pod of the largest. */
export function cpuNeed(set: ManifestSet): number {
  const pods = set.objects.flatMap(({ object }) => {
    const parsed = workload.safeParse(object.spec);
    if (!parsed.success || !['Deployment', 'StatefulSet'].includes(object.kind)) return [];
    const requests = parsed.data.template.spec.containers.map(({ resources }) => milli(resources?.requests?.cpu));
    return [{ replicas: parsed.data.replicas, each: requests.reduce((sum, one) => sum + one, 0) }];
  });
  const all = pods.reduce((sum, { replicas, each }) => sum + replicas * each, 0);
  return CLUSTER_MILLI + all + Math.max(0, ...pods.map(({ each }) => each));
}

/** An invalid quantity counts as nothing here: the API server rejects it when the set is applied. */
function milli(cpu = '0'): number {
  const cores = quantity(cpu);
  return Number.isNaN(cores) ? 0 : Math.round(cores * 1000);
}
