import type { KubernetesObject } from '../kube-objects/index.ts';

/** An API that Kubernetes has removed or deprecated. */
export interface RetiredApi {
  readonly state: 'removed' | 'deprecated';
  /** The Kubernetes version that did so: `1.22`. */
  readonly since: string;
  /** What to use instead: an `apiVersion`, or another replacement. */
  readonly instead: string;
}

/** `apiVersion kind` → its state. From Kubernetes' "Deprecated API Migration Guide" and its API reference. */
const RETIRED: ReadonlyMap<string, RetiredApi> = new Map([
  ...removed('1.16', 'apps/v1', ['apps/v1beta1', 'apps/v1beta2'], ['Deployment', 'StatefulSet']),
  ...removed('1.16', 'apps/v1', ['apps/v1beta1', 'apps/v1beta2'], ['DaemonSet', 'ReplicaSet']),
  ...removed('1.16', 'apps/v1', ['extensions/v1beta1'], ['Deployment', 'DaemonSet', 'ReplicaSet']),
  ...removed('1.16', 'networking.k8s.io/v1', ['extensions/v1beta1'], ['NetworkPolicy']),
  ...removed('1.22', 'networking.k8s.io/v1', ['extensions/v1beta1', 'networking.k8s.io/v1beta1'], ['Ingress']),
  ...removed('1.22', 'networking.k8s.io/v1', ['networking.k8s.io/v1beta1'], ['IngressClass']),
  ...removed('1.22', 'apiextensions.k8s.io/v1', ['apiextensions.k8s.io/v1beta1'], ['CustomResourceDefinition']),
  ...removed(
    '1.22',
    'admissionregistration.k8s.io/v1',
    ['admissionregistration.k8s.io/v1beta1'],
    ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  ),
  ...removed('1.22', 'apiregistration.k8s.io/v1', ['apiregistration.k8s.io/v1beta1'], ['APIService']),
  ...removed('1.22', 'certificates.k8s.io/v1', ['certificates.k8s.io/v1beta1'], ['CertificateSigningRequest']),
  ...removed('1.22', 'coordination.k8s.io/v1', ['coordination.k8s.io/v1beta1'], ['Lease']),
  ...removed(
    '1.22',
    'rbac.authorization.k8s.io/v1',
    ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  ),
  ...removed('1.22', 'scheduling.k8s.io/v1', ['scheduling.k8s.io/v1beta1'], ['PriorityClass']),
  ...removed('1.22', 'storage.k8s.io/v1', ['storage.k8s.io/v1beta1'], ['CSIDriver', 'CSINode', 'StorageClass']),
  ...removed('1.22', 'storage.k8s.io/v1', ['storage.k8s.io/v1beta1'], ['VolumeAttachment']),
  ...removed('1.25', 'batch/v1', ['batch/v1beta1'], ['CronJob']),
  ...removed('1.25', 'discovery.k8s.io/v1', ['discovery.k8s.io/v1beta1'], ['EndpointSlice']),
  ...removed('1.25', 'events.k8s.io/v1', ['events.k8s.io/v1beta1'], ['Event']),
  ...removed('1.25', 'autoscaling/v2', ['autoscaling/v2beta1'], ['HorizontalPodAutoscaler']),
  ...removed('1.26', 'autoscaling/v2', ['autoscaling/v2beta2'], ['HorizontalPodAutoscaler']),
  ...removed('1.25', 'policy/v1', ['policy/v1beta1'], ['PodDisruptionBudget']),
  ...removed('1.25', 'node.k8s.io/v1', ['node.k8s.io/v1beta1'], ['RuntimeClass']),
  ...removed(
    '1.25',
    'labels pod-security.kubernetes.io/… on the Namespace (Pod Security Admission)',
    ['policy/v1beta1', 'extensions/v1beta1'],
    ['PodSecurityPolicy'],
  ),
  ...removed('1.27', 'storage.k8s.io/v1', ['storage.k8s.io/v1beta1'], ['CSIStorageCapacity']),
  ...removed(
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1',
    ['v1beta1', 'v1beta2', 'v1beta3'].map((version) => `flowcontrol.apiserver.k8s.io/${version}`),
    ['FlowSchema', 'PriorityLevelConfiguration'],
  ),
  ['v1 Endpoints', { state: 'deprecated', since: '1.33', instead: 'kind EndpointSlice of discovery.k8s.io/v1' }],
  ['v1 ComponentStatus', { state: 'deprecated', since: '1.19', instead: 'the probes of the control plane' }],
]);

function removed(
  since: string,
  instead: string,
  apiVersions: readonly string[],
  kinds: readonly string[],
): [string, RetiredApi][] {
  return apiVersions.flatMap((apiVersion) =>
    kinds.map((kind): [string, RetiredApi] => [`${apiVersion} ${kind}`, { state: 'removed', since, instead }]),
  );
}

/** @returns the state of the object's API if it was removed or deprecated, which all versions with schemas postdate. */
export function retiredApi({ apiVersion, kind }: KubernetesObject): RetiredApi | undefined {
  return RETIRED.get(`${apiVersion} ${kind}`);
}
