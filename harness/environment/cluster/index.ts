/** Clusters of a run: made, cut off from the world, given an ingress controller, found again and removed. */
export { type IngressOptions, installIngressController } from './ingress/ingress-controller.ts';
export type { ExternalHosts } from './isolation/corefile.ts';
export { isolate, type Surroundings } from './isolation/isolate.ts';
export { type IsolationProbe, type IsolationReport, verifyIsolation } from './isolation/verify.ts';
export { exportKindLogs } from './kind/kind-logs.ts';
export { type KindProviderOptions, kindProvider } from './kind/kind-provider.ts';
export { clusterName, HARNESS_NAMESPACE, RUN_LABEL } from './names.ts';
export { firstHost } from './network/cidr.ts';
export { createNetwork, inspectNetwork, type RunNetwork, removeNetwork } from './network/network.ts';
export { findOwned, type Owned, type OwnedThing, sweep } from './sweep.ts';
export type { ClusterNode, ClusterProvider, ClusterRef, ClusterSpec, StartedCluster } from './types.ts';
