import type { V1Service } from '@kubernetes/client-node';
import type { LintInput, Typed } from '../input/input.ts';
import { keyOf, keysOfKind } from '../input/of-kind.ts';

/** What a host name refers to within the cluster. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
  readonly service: Typed<V1Service> | undefined;
  /** Whether it is in the set; a malformed one has no `service`. */
  readonly there: boolean;
}

export interface ServiceNames {
  /**
   * @returns the Service that the host refers to in a pod of the namespace; undefined for a name outside the cluster
   * (Kubernetes, "DNS for Services and Pods": NAME, NAME.NAMESPACE, NAME.NAMESPACE.svc[.CLUSTER-DOMAIN]).
   */
  meantBy(host: string, namespace: string | undefined): ServiceName | undefined;
  /** Namespaces of the set's objects. */
  readonly namespaces: ReadonlySet<string>;
  /** Names of the Services of a namespace. */
  namesIn(namespace: string): readonly string[];
}

const KNOWN = new WeakMap<LintInput, ServiceNames>();

/** @returns the Services of the set by their DNS names; computed once for all rules. */
export function serviceNames(input: LintInput): ServiceNames {
  const known = KNOWN.get(input) ?? index(input);
  KNOWN.set(input, known);
  return known;
}

function index(input: LintInput): ServiceNames {
  const { services, objects } = input;
  const there = keysOfKind(input, 'Service');
  const byKey = new Map(
    services.map((service) => [keyOf(service.object.metadata?.name ?? '', namespaceOf(service)), service]),
  );
  const byNamespace = Map.groupBy(services, (service) => namespaceOf(service) ?? 'default');
  const namespaces = new Set(
    objects.flatMap(({ object }) =>
      object.kind === 'Namespace' ? [object.metadata.name] : (object.metadata.namespace ?? []),
    ),
  );
  const find = (name: string, namespace: string): ServiceName => ({
    name,
    namespace,
    service: byKey.get(keyOf(name, namespace)),
    there: there.has(keyOf(name, namespace)),
  });
  return {
    namespaces,
    namesIn: (namespace) => (byNamespace.get(namespace) ?? []).map(({ object }) => object.metadata?.name ?? ''),
    meantBy(host, from = 'default') {
      const labels = host.replace(/\.$/, '').split('.');
      const [name = '', namespace, svc] = labels;
      if (namespace === undefined) return find(name, from);
      if (svc === 'svc' || (labels.length === 2 && namespaces.has(namespace))) return find(name, namespace);
      return undefined;
    },
  };
}

const namespaceOf = ({ entry }: Typed<V1Service>): string | undefined => entry.object.metadata.namespace;
