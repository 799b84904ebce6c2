/** What needs a cluster, and with it the Kubernetes client: apply the set, watch it, wait until it is ready. */
export { type ClusterAccess, kubeConfigOf } from './access.ts';
export { type ApplyOptions, type ApplyProgress, applyStages } from './apply.ts';
export { deploymentStatus } from './ready/deployments.ts';
export { type ReadyChange, type ReadyOptions, type ReadyTimes, waitUntilReady } from './ready/ready.ts';
export type { NamespaceView, SubjectStatus } from './ready/view.ts';
export { type NamespaceWatch, watchNamespace } from './ready/watch.ts';
export { FIELD_MANAGER } from './verbatim-api.ts';
