import type { IngressObject } from '../../../lib/ingress-routing/index.ts';

/** Controller name of ingress-nginx in an IngressClass; Traefik's provider for it uses the same name. */
export const NGINX_CONTROLLER = 'k8s.io/ingress-nginx';
/** The class that ingress-nginx installs, and that the rehearsal's controller serves. */
export const NGINX_CLASS = 'nginx';

const ANNOTATION = 'kubernetes.io/ingress.class';

/** @returns the class of an Ingress, and the field that sets it; the annotation is the older form. */
export function classOf({ object }: IngressObject): { name: string; path: readonly string[] } | undefined {
  const name = object.spec?.ingressClassName;
  if (name !== undefined) return { name, path: ['spec', 'ingressClassName'] };
  const annotated = object.metadata?.annotations?.[ANNOTATION];
  return annotated === undefined ? undefined : { name: annotated, path: ['metadata', 'annotations', ANNOTATION] };
}
