import type { V1StatefulSetSpec } from '@kubernetes/client-node';
import type { Workload } from '../../facts/input/workloads.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const volumeMissing: Rule = {
  id: 'volume-missing',
  claims: ['DEP-2'],
  severity: 'mandatory',
  title: 'Every volume that a container mounts is defined in its pod',
  rationale: 'The API server rejects the workload with "volumeMounts[…].name: Not found".',
  remediation: "Add the volume to the pod's volumes, or correct the name of the mount.",
  source: 'Kubernetes, "Volumes": spec.containers[*].volumeMounts refers to spec.volumes',
  *find({ workloads }) {
    for (const workload of workloads) {
      const volumes = volumesOf(workload);
      for (const { container, path } of workload.containers) {
        for (const [index, { name, mountPath }] of (container.volumeMounts ?? []).entries()) {
          if (volumes.has(name)) continue;
          yield findingIn(workload.entry, [...path, 'volumeMounts', index, 'name'], {
            message: `volume "${name}" is mounted at ${mountPath}, but the pod does not define it`,
            cause: existing('volumes', volumes),
            remedy: 'add it to the pod’s volumes, or correct the name',
          });
        }
      }
    }
  },
};

/** A StatefulSet also creates volumes for its pods. */
function volumesOf({ entry, spec }: Workload): Set<string> {
  const templates =
    entry.object.kind === 'StatefulSet' ? (entry.object.spec as V1StatefulSetSpec).volumeClaimTemplates : [];
  return new Set([
    ...(spec.volumes ?? []).map(({ name }) => name),
    ...(templates ?? []).map(({ metadata }) => metadata?.name ?? ''),
  ]);
}
