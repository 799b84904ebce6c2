import type { Environment, Kube } from '../../../harness/index.ts';
import { httpRoutes, pathsOfRoute } from './http-routes.ts';
import { type IngressPath, pathsOfIngress } from './ingress-matrix.ts';

/** @returns the paths of all Ingresses, or of all HTTPRoutes, of the namespace; in words why one can't be requested. */
export async function deployedPaths(env: Environment, kube: Kube): Promise<(IngressPath | string)[]> {
  if (env.config.edge.kind === 'gateway') return (await httpRoutes(kube)).flatMap(pathsOfRoute);
  const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
  return items.flatMap(pathsOfIngress);
}
