/** What the harness knows of a kind: where it is served, and whether it lives in a namespace. */
export interface KindFact {
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
}

const fact =
  (namespaced: boolean) =>
  (groupVersion: string, ...kinds: string[]): [string, KindFact][] => {
    const [version = 'v1', group = ''] = groupVersion.split('/').reverse();
    return kinds.map((kind) => [kind, { group, version, namespaced }]);
  };
const inside = fact(true);
const cluster = fact(false);

/** Kinds that Kubernetes 1.34 itself serves and that deployments hold, with their stable version. */
export const KINDS: ReadonlyMap<string, KindFact> = new Map([
  ...cluster('v1', 'Namespace', 'PersistentVolume'),
  ...inside('v1', 'ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'PersistentVolumeClaim', 'Pod', 'Endpoints'),
  ...inside('v1', 'ResourceQuota', 'LimitRange', 'ReplicationController', 'PodTemplate'),
  ...inside('apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'),
  ...inside('batch/v1', 'Job', 'CronJob'),
  ...inside('autoscaling/v2', 'HorizontalPodAutoscaler'),
  ...inside('policy/v1', 'PodDisruptionBudget'),
  ...inside('networking.k8s.io/v1', 'Ingress', 'NetworkPolicy'),
  ...cluster('networking.k8s.io/v1', 'IngressClass'),
  ...inside('discovery.k8s.io/v1', 'EndpointSlice'),
  ...inside('rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding'),
  ...cluster('rbac.authorization.k8s.io/v1', 'ClusterRole', 'ClusterRoleBinding'),
  ...cluster('storage.k8s.io/v1', 'StorageClass', 'CSIDriver', 'VolumeAttachment'),
  ...cluster('scheduling.k8s.io/v1', 'PriorityClass'),
  ...cluster('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  ...cluster('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
]);
