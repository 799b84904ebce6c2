import type { V1IngressBackend, V1IngressServiceBackend } from '@kubernetes/client-node';
import { type IngressObject, isService } from '../../../lib/ingress-routing/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import { httpRoutes } from '../input/http-routes.ts';
import type { LintInput } from '../input/input.ts';

export interface PlacedBackend {
  readonly ingress: IngressObject;
  readonly service: V1IngressServiceBackend;
  readonly path: FieldPath;
}

/** @returns each backend Service of an HTTPRoute or an Ingress, including default backends, in the order of the set. */
export function* backendsOf(input: LintInput): Generator<PlacedBackend> {
  yield* backendsOfRoutes(input);
  for (const ingress of input.ingresses) {
    const { defaultBackend, rules = [] } = ingress.object.spec ?? {};
    if (defaultBackend?.service) yield placed(ingress, defaultBackend.service, ['spec', 'defaultBackend']);
    for (const [index, { http }] of rules.entries()) {
      for (const [at, { backend }] of (http?.paths ?? []).entries()) {
        const { service }: V1IngressBackend = backend;
        if (service) yield placed(ingress, service, ['spec', 'rules', index, 'http', 'paths', at, 'backend']);
      }
    }
  }
}

/** A target in another namespace needs a ReferenceGrant, which may be in another set. */
function* backendsOfRoutes(input: LintInput): Generator<PlacedBackend> {
  for (const { entry, object } of httpRoutes(input)) {
    const ingress = { entry, object: { metadata: entry.object.metadata } };
    for (const [index, { backendRefs = [] }] of (object.spec?.rules ?? []).entries()) {
      for (const [at, target] of backendRefs.entries()) {
        if (
          !isService(target) ||
          (target.namespace ?? entry.object.metadata.namespace) !== entry.object.metadata.namespace
        )
          continue;
        const port = target.port === undefined ? {} : { port: { number: target.port } };
        yield { ingress, service: { name: target.name, ...port }, path: ['spec', 'rules', index, 'backendRefs', at] };
      }
    }
  }
}

function placed(ingress: IngressObject, service: V1IngressServiceBackend, backend: FieldPath): PlacedBackend {
  return { ingress, service, path: [...backend, 'service'] };
}
