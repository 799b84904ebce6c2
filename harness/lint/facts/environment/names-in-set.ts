import type { LintInput } from '../input/input.ts';
import { targetsOf } from './targets.ts';

/** @returns what the set names: objects, namespaces, labels, containers, images, keys, variables, hosts. */
export function namesIn(input: LintInput): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { object, file } of input.objects) {
    const { name, namespace = '', labels } = object.metadata;
    for (const one of [name, namespace, object.kind, file, ...Object.entries(labels ?? {}).flat()]) names.add(`${one}`);
  }
  for (const { keys } of input.sources.all) for (const key of keys.keys()) names.add(key);
  for (const { containers, spec } of input.workloads) {
    for (const { container } of containers) {
      for (const one of [container.name, container.image ?? '']) names.add(one);
      for (const { name } of container.env ?? []) names.add(name);
    }
    for (const { name } of spec.volumes ?? []) names.add(name);
  }
  for (const { object } of input.ingresses) for (const { host } of object.spec?.rules ?? []) if (host) names.add(host);
  for (const { host } of targetsOf(input)) names.add(host);
  for (const [name, { environment }] of input.compose?.services ?? []) {
    names.add(name);
    for (const variable of environment.keys()) names.add(variable);
  }
  return names;
}
