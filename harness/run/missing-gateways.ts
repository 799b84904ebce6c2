import type { MissingGateway, MissingGateways } from '../environment/cluster/index.ts';
import type { KubernetesObject } from '../lib/kube-objects/index.ts';
import type { ManifestSet } from '../manifests/index.ts';

interface ParentRef {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

/**
 * @param namespace of objects that name none.
 * @returns the Gateways that routes of the set refer to, and the classes of its own Gateways, as far as the set does not bring them along.
 */
export function missingGateways({ objects }: ManifestSet, namespace: string): MissingGateways {
  const all = objects.map(({ object }) => object);
  const ofKind = (kind: string) => all.filter((object) => object.kind === kind);
  const space = ({ metadata }: KubernetesObject) => metadata.namespace ?? namespace;
  const own = new Set(ofKind('Gateway').map((object) => `${space(object)}/${object.metadata.name}`));
  const wanted = all
    .filter(({ kind }) => /^(HTTP|GRPC)Route$/.test(kind))
    .flatMap((route) => parentsOf(route).map((parent) => ({ ...parent, namespace: parent.namespace ?? space(route) })));
  const missing = Map.groupBy(
    wanted.filter((parent) => !own.has(keyOf(parent))),
    keyOf,
  );
  const classes = ofKind('Gateway').flatMap(
    ({ spec }) => (spec as { gatewayClassName?: string })?.gatewayClassName ?? [],
  );
  const brought = ofKind('GatewayClass').map(({ metadata }) => metadata.name);
  return {
    classes: [...new Set(classes)].filter((name) => !brought.includes(name)),
    gateways: [...missing.values()].flatMap(gatewayOf),
  };
}

const keyOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`;

const parentsOf = ({ spec }: KubernetesObject): readonly ParentRef[] =>
  ((spec as { readonly parentRefs?: readonly ParentRef[] })?.parentRefs ?? []).filter(
    ({ kind = 'Gateway' }) => kind === 'Gateway',
  );

function gatewayOf(parents: readonly (ParentRef & { readonly namespace: string })[]): MissingGateway[] {
  const [first] = parents;
  if (!first) return [];
  const sections = [...new Set(parents.map(({ sectionName = 'http' }) => sectionName))];
  return [{ namespace: first.namespace, name: first.name, sections }];
}
