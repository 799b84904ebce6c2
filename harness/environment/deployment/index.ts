/** What needs a cluster and the Kubernetes client: applying the set, watching it, waiting until it is ready. */

export { FIELD_MANAGER } from '../cluster/verbatim-api.ts';
export { type ClusterAccess, kubeConfigOf } from './access.ts';
export { type ApplyOptions, type ApplyProgress, applyStages } from './apply.ts';
export { deploymentStatus } from './ready/deployments.ts';
export { type ReadyChange, type ReadyOptions, type ReadyTimes, waitUntilReady } from './ready/ready.ts';
export type { NamespaceView, SubjectStatus } from './ready/view.ts';
export { type NamespaceWatch, watchNamespace } from './ready/watch.ts';
