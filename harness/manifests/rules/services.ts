import type { Finding } from '../types.ts';
import { service } from '../views.ts';
import { containersOf, type PodSource, podsOf, selects } from './pods.ts';
import { findingAt, ofKind, type Rule, type Typed, thereIs } from './rule.ts';

type Service = Typed<ReturnType<typeof service.parse>>;

/** A workload's selector means its own pods; a Service's selector means pods, and its target port is theirs. */
export const serviceTargets: Rule = (objects) => {
  const pods = podsOf(objects);
  return [
    ...pods.flatMap(ownPods),
    ...ofKind(objects, service, 'Service').flatMap((found) => {
      const { selector } = found.view.spec;
      if (!selector) return [];
      const meant = pods.filter(({ labels }) => selects(selector, labels));
      return meant.length === 0 ? [selectsNothing(found, pods)] : targetPorts(found, meant);
    }),
  ];
};

function ownPods({ entry, labels, selector }: PodSource): Finding[] {
  if (!selector || selects(selector, labels)) return [];
  const verdict = {
    id: 'selector-mismatch',
    claims: ['SVC-1'],
    severity: 'mandatory' as const,
    message: 'the selector does not mean the labels of its own pods',
    cause: 'a label was renamed in one of the two places',
    remedy:
      'make spec.selector.matchLabels and spec.template.metadata.labels agree; the API server refuses it as it is',
  };
  return [findingAt(entry, ['spec', 'selector'], verdict)];
}

function selectsNothing({ entry }: Service, pods: readonly PodSource[]): Finding {
  const labels = pods.flatMap((pod) => Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`));
  return findingAt(entry, ['spec', 'selector'], {
    id: 'service-selects-nothing',
    claims: ['SVC-1', 'SVC-2'],
    severity: 'mandatory',
    message: 'the selector means no pod of the set',
    cause: `no pod bears these labels; ${thereIs(new Set(labels))}`,
    remedy: 'make the selector equal to labels of the pod template',
  });
}

function targetPorts({ entry, view }: Service, meant: readonly PodSource[]): Finding[] {
  return (view.spec.ports ?? []).flatMap(({ port, targetPort = port }, index) => {
    const open = meant.flatMap((pod) => containersOf(pod).flatMap(({ container }) => container.ports ?? []));
    if (open.some(({ name, containerPort }) => targetPort === name || targetPort === containerPort)) return [];
    const verdict = {
      id: 'target-port-missing',
      claims: ['NET-1'],
      severity: 'mandatory' as const,
      message: `target port ${targetPort} is no port of the pods that it means`,
      cause: thereIs(open.map(({ name, containerPort }) => (name ? `${name} (${containerPort})` : `${containerPort}`))),
      remedy: 'make targetPort equal to a containerPort or to its name',
    };
    return [findingAt(entry, ['spec', 'ports', index, 'targetPort'], verdict)];
  });
}
