import { z } from 'zod';
import type { KubernetesObject, ManifestObject } from '../lib/kube-objects/index.ts';
import { withoutNulls } from '../lib/kube-schema/index.ts';

/** The little that deploying and waiting read of objects; the static rules judge all the rest. */
const container = z.looseObject({ name: z.string().optional(), image: z.string().optional() });
const containers = z.array(container).optional();
const podSpec = z.looseObject({
  containers,
  initContainers: containers,
  volumes: z
    .array(z.looseObject({ persistentVolumeClaim: z.looseObject({ claimName: z.string() }).optional() }))
    .optional(),
});
const workload = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: podSpec }) }) });
const cronJob = z.looseObject({ spec: z.looseObject({ jobTemplate: workload }) });
const pod = z.looseObject({ spec: podSpec });
const service = z.looseObject({
  spec: z.looseObject({ selector: z.record(z.string(), z.string()).optional() }),
});

export type ContainerView = z.infer<typeof container>;
export type PodView = z.infer<typeof podSpec>;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];

/** @returns the `spec` of the pods of every workload of the set. */
export function podsOf(objects: readonly ManifestObject[]): PodView[] {
  return objects.flatMap(({ object }) => {
    const found = podOf(object);
    return found ? [found] : [];
  });
}

/** A field without a value is absent, as for the API server: charts render `volumes:` with nothing behind it. */
function podOf(written: KubernetesObject): PodView | undefined {
  const object = withoutNulls(written);
  if (WORKLOADS.includes(object.kind)) return workload.safeParse(object).data?.spec.template.spec;
  if (object.kind === 'CronJob') return cronJob.safeParse(object).data?.spec.jobTemplate.spec.template.spec;
  return object.kind === 'Pod' ? pod.safeParse(object).data?.spec : undefined;
}

/** @returns whether the object is a Service that finds its pods by labels. */
export function isSelectingService(object: KubernetesObject): boolean {
  return object.kind === 'Service' && service.safeParse(withoutNulls(object)).data?.spec.selector !== undefined;
}
