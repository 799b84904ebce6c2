import type { V1IngressClass } from '@kubernetes/client-node';
import { classOf, NGINX_CLASS, NGINX_CONTROLLER } from '../../facts/ingress/classes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const ingressClassNotServed: Rule = {
  id: 'ingress-class-not-served',
  claims: ['NET-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'Every Ingress has a class that a controller serves',
  rationale:
    'An Ingress without a class, or with a class that no controller serves, is accepted, but gets no address and routes nothing.',
  remediation: `Set spec.ingressClassName: ${NGINX_CLASS}.`,
  source:
    'Kubernetes, "Ingress": Ingress class; Traefik 3.6.12, kubernetes/ingress-nginx/kubernetes.go (shouldProcessIngress)',
  needs: 'config',
  *find(input) {
    const { served, others, preset } = classesOf(input);
    for (const ingress of input.ingresses) {
      const chosen = classOf(ingress);
      if (chosen ? served.has(chosen.name) || others.has(chosen.name) : preset) continue;
      yield findingIn(ingress.entry, chosen?.path ?? ['spec'], {
        message: chosen ? `no controller serves the class "${chosen.name}"` : 'the Ingress has no class',
        cause: existing('IngressClasses', served),
        remedy: `set spec.ingressClassName: ${NGINX_CLASS}`,
      });
    }
  },
};

/** Classes of the configured controller, classes that the set assigns to others, and whether one is the default. */
function classesOf(input: LintInput) {
  const classes = ofKind<V1IngressClass>(input, 'IngressClass').map(({ object }) => object);
  const isServed = ({ spec }: V1IngressClass): boolean => spec?.controller === NGINX_CONTROLLER;
  const names = (some: readonly V1IngressClass[]) => some.map(({ metadata }) => metadata?.name ?? '');
  return {
    served: new Set([NGINX_CLASS, ...names(classes.filter(isServed))]),
    others: new Set(names(classes.filter((one) => !isServed(one)))),
    preset: classes.some(
      ({ metadata }) => metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true',
    ),
  };
}
