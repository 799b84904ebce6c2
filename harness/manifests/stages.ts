import type { ManifestObject, ManifestSet } from '../lib/kube-objects/index.ts';

/** Objects that are applied together. */
export interface Stage {
  readonly id: StageId;
  readonly title: string;
  readonly objects: readonly ManifestObject[];
}

export type StageId = (typeof STAGES)[number]['id'];

/**
 * The team's deploy order (their document, section 11.2, steps 2 to 7), as data. An object goes to the stage that lists
 * its kind; what no stage lists goes to `core` when it bears the name of a core part, else to `auxiliary`.
 */
const STAGES = [
  { id: 'namespace', title: 'namespace', kinds: ['Namespace', 'CustomResourceDefinition', 'PriorityClass'] },
  {
    id: 'config',
    title: 'ConfigMaps and Secrets',
    // Who may do what and how much of it has to be there before the pods that it concerns.
    kinds: [
      ...['ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
      ...['NetworkPolicy', 'ResourceQuota', 'LimitRange'],
    ],
  },
  { id: 'storage', title: 'storage', kinds: ['StorageClass', 'PersistentVolume', 'PersistentVolumeClaim'] },
  { id: 'core', title: 'core services', kinds: [] },
  { id: 'auxiliary', title: 'auxiliary services', kinds: [] },
  {
    id: 'ingress',
    title: 'Ingress',
    kinds: [
      ...['IngressClass', 'Ingress', 'GatewayClass', 'Gateway', 'ReferenceGrant', 'BackendTLSPolicy'],
      ...['HTTPRoute', 'GRPCRoute'],
    ],
  },
] as const satisfies readonly { id: string; title: string; kinds: readonly string[] }[];

/**
 * Puts the set into its deploy order; within a stage the order of the files stays.
 * @param core names of the Deployments and Services of the core parts: API, worker, web.
 * @returns the stages that hold an object.
 */
export function orderStages(set: ManifestSet, core: Iterable<string>): Stage[] {
  const names = new Set(core);
  const stages = STAGES.map(({ id, title }) => ({
    id,
    title,
    objects: set.objects.filter((entry) => stageOf(entry, names) === id),
  }));
  return stages.filter(({ objects }) => objects.length > 0);
}

function stageOf({ object }: ManifestObject, core: ReadonlySet<string>): StageId {
  const byKind = STAGES.find(({ kinds }) => (kinds as readonly string[]).includes(object.kind));
  return byKind?.id ?? (core.has(object.metadata.name) ? 'core' : 'auxiliary');
}
