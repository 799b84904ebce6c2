import type { FieldPath, ManifestObject } from '../../../manifests/index.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

interface Ports {
  readonly entry: ManifestObject;
  readonly path: FieldPath;
  readonly names: readonly (string | undefined)[];
}

export const portNameDuplicate: Rule = {
  id: 'port-name-duplicate',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'The ports of a container or a Service have unique names',
  rationale:
    'The API server rejects two ports with the same name, and a Service with several ports if one of them has no name.',
  remediation: 'Give each port a unique name.',
  source: 'Kubernetes, "Service": Multi-port Services; Kubernetes API, ContainerPort.name',
  *find(input) {
    for (const { entry, path, names } of portLists(input)) {
      const first = new Map<string, number>();
      for (const [index, name] of names.entries()) {
        const earlier = name === undefined ? undefined : first.get(name);
        if (name !== undefined && earlier === undefined) first.set(name, index);
        if (earlier === undefined) continue;
        yield findingIn(entry, [...path, index, 'name'], {
          message: name
            ? `another port is already named "${name}"`
            : 'a Service with several ports must name each of them',
          cause: 'a copied port whose name was not changed, or a port without a name',
          remedy: 'give it a unique name',
          related: [{ at: placeIn(entry, [...path, earlier]), message: 'the other port' }],
        });
      }
    }
  },
};

/** Lists within which port names must be unique; in a Service, a missing name counts as a name. */
function* portLists({ workloads, services }: LintInput): Generator<Ports> {
  for (const { entry, containers } of workloads) {
    for (const { container, path } of containers) {
      yield { entry, path: [...path, 'ports'], names: (container.ports ?? []).map(({ name }) => name) };
    }
  }
  for (const { entry, object } of services) {
    const names = (object.spec?.ports ?? []).map(({ name }) => name ?? '');
    yield { entry, path: ['spec', 'ports'], names };
  }
}
