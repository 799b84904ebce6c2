import type { V1IngressBackend, V1IngressServiceBackend } from '@kubernetes/client-node';
import type { IngressObject } from '../../../lib/ingress-routing/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';

export interface PlacedBackend {
  readonly ingress: IngressObject;
  readonly service: V1IngressServiceBackend;
  readonly path: FieldPath;
}

/** @returns each backend Service of an Ingress, including default backends, in the order of the set. */
export function* backendsOf({ ingresses }: LintInput): Generator<PlacedBackend> {
  for (const ingress of ingresses) {
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

function placed(ingress: IngressObject, service: V1IngressServiceBackend, backend: FieldPath): PlacedBackend {
  return { ingress, service, path: [...backend, 'service'] };
}
