import { type NamespaceView, READY, type SubjectStatus, waiting } from './view.ts';

/** @returns whether the Service has a ready endpoint. */
export function serviceStatus(name: string, { slices }: NamespaceView): SubjectStatus {
  const mine = slices.filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === name);
  const endpoints = mine.flatMap((slice) => slice.endpoints ?? []);
  if (endpoints.some(({ conditions }) => conditions?.ready !== false)) return READY;
  return waiting(`${endpoints.length} endpoint(s), none of them ready`);
}

/** @returns whether an ingress controller has given the Ingress an address. */
export function ingressStatus(name: string, { ingresses }: NamespaceView): SubjectStatus {
  const ingress = ingresses.find(({ metadata }) => metadata?.name === name);
  if (!ingress) return waiting('it does not exist yet');
  const points = ingress.status?.loadBalancer?.ingress ?? [];
  if (points.some(({ ip, hostname }) => ip || hostname)) return READY;
  return waiting(`no ingress controller of class "${ingress.spec?.ingressClassName ?? 'default'}" gave it an address`);
}
