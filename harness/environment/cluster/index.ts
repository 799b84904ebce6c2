/** Clusters of a run: creating, isolating, installing the ingress controller, finding and removing them. */
export type { MissingGateway, MissingGateways } from './ingress/gateway-objects.ts';
export {
  type IngressOptions,
  installGatewayController,
  installIngressController,
  installPassThrough,
} from './ingress/ingress-controller.ts';
export type { ExternalHosts } from './isolation/corefile.ts';
export { isolate, type Surroundings } from './isolation/isolate.ts';
export { type IsolationProbe, type IsolationReport, verifyIsolation } from './isolation/verify.ts';
export { clusterName, HARNESS_NAMESPACE } from './names.ts';
export { clusterProvider, nodeAccess, openCluster } from './providers.ts';
export { runsWithLeftovers, sweep } from './sweep.ts';
export type {
  ClusterNode,
  ClusterProvider,
  ClusterRef,
  ClusterSpec,
  NodeAccess,
  NodeImage,
  OpenCluster,
  PreparedImages,
  StartedCluster,
} from './types.ts';
