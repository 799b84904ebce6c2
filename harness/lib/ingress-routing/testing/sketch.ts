import { parseManifest } from '../../kube-objects/index.ts';
import { NGINX_PREFIX } from '../rules-of.ts';
import type { IngressObject, RouteRule } from '../types.ts';

/** For tests: one Ingress, its paths as `Exact /api -> api`; without a type a path is ImplementationSpecific. */
export interface Sketch {
  readonly name?: string;
  readonly host?: string | undefined;
  readonly paths?: readonly string[];
  /** Annotations of ingress-nginx, by their short names. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly defaultBackend?: string;
}

const backend = (service: string) => ({ service: { name: service, port: { number: 80 } } });

/** For tests: an Ingress as if read from a file. */
export function ingressFrom({ name = 'one', host, paths, annotations = {}, defaultBackend }: Sketch): IngressObject {
  const full = Object.entries(annotations).map(([key, value]) => [`${NGINX_PREFIX}${key}`, value]);
  const spec = {
    ingressClassName: 'nginx',
    ...(defaultBackend ? { defaultBackend: backend(defaultBackend) } : {}),
    ...(paths ? { rules: [{ host, http: { paths: paths.map(pathFrom) } }] } : {}),
  };
  const metadata = { name, namespace: 'shop', annotations: Object.fromEntries(full) };
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec };
  const entry = parseManifest(`${name}.yaml`, JSON.stringify(object)).objects[0];
  if (!entry) throw new Error('no Ingress');
  return { entry, object: entry.object as IngressObject['object'] };
}

function pathFrom(text: string) {
  const [, pathType = 'ImplementationSpecific', path, service = ''] = /^(?:(\w+) )?(.*) -> (\w+)$/.exec(text) ?? [];
  return { path, pathType, backend: backend(service) };
}

/** For tests: the rule in the notation of a sketch. */
export const briefly = ({ path, service }: RouteRule): string => `${path} -> ${service?.name}`;
