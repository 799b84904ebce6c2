import type { KubernetesObject } from '../kube-objects/index.ts';
import { checkValue, type SchemaProblem } from './check.ts';
import { customKinds } from './custom.ts';
import { GATEWAY_GROUP, gatewayKinds } from './extensions.ts';
import { nameProblem } from './names.ts';
import { kubernetesRelease } from './release.ts';
import type { Schema } from './schema.ts';

export type { SchemaProblem } from './check.ts';
export { withoutNulls } from './nulls.ts';
export { kubernetesRelease, kubernetesVersions } from './release.ts';
export { repaired } from './repair.ts';
export { type RetiredApi, retiredApi } from './retired.ts';
export type { Definitions, Schema } from './schema.ts';

/** A kind as an API server serves it. */
export interface KnownKind {
  /** `apps/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
}

/** What a version of Kubernetes serves, plus the kinds that a set defines. */
export interface Schemas {
  /** `1.34` */
  readonly version: string;
  /** @returns the kind, if it is served in exactly that version. */
  find(apiVersion: string, kind: string): KnownKind | undefined;
  /** @returns the kind in every version that serves it, in any group. */
  named(kind: string): readonly KnownKind[];
  /** @returns whether the group is one of Kubernetes itself, or of a kind that is known. */
  serves(group: string): boolean;
  /** The names of all kinds. */
  readonly kinds: readonly string[];
  /** @returns the kind of the object; if its version is no longer served, as it is served today. */
  kindOf(object: KubernetesObject): KnownKind | undefined;
  /** @returns where the object does not match the schema of its kind; nothing for an unknown kind. */
  problems(object: KubernetesObject): SchemaProblem[];
}

/**
 * @param version of Kubernetes: `1.34`
 * @param objects whose CustomResourceDefinitions are included.
 * @throws UsageError `KUBERNETES_VERSION_UNKNOWN`
 */
export function schemasOf(version: string, objects: readonly KubernetesObject[] = []): Schemas {
  const { kinds, definitions } = kubernetesRelease(version);
  const own = Object.entries(kinds).flatMap(([apiVersion, served]) =>
    Object.entries(served).map(([kind, { namespaced, schema }]) => ({
      apiVersion,
      kind,
      namespaced,
      schema: { $ref: schema },
    })),
  );
  const hasGateway = objects.some(({ apiVersion }) => groupOf(apiVersion) === GATEWAY_GROUP);
  const custom = [...(hasGateway ? gatewayKinds() : []), ...objects.flatMap(customKinds)];
  const byName = Map.groupBy([...own, ...custom], ({ kind }): string => kind);
  const named = (kind: string): readonly KnownKind[] => byName.get(kind) ?? [];
  const find = (apiVersion: string, kind: string) => named(kind).find((known) => known.apiVersion === apiVersion);
  const kindOf = ({ apiVersion, kind }: KubernetesObject) =>
    find(apiVersion, kind) ?? named(kind).findLast((known) => mayBeOf(apiVersion, known.apiVersion));
  const problems = (object: KubernetesObject) => {
    const known = kindOf(object);
    return known ? [...checkValue(object, known.schema, definitions), ...nameProblem(object)] : [];
  };
  const groups = new Set([...byName.values()].flat().map(({ apiVersion }) => groupOf(apiVersion)));
  const serves = (group: string) => groups.has(group);
  return { version, find, serves, named, kinds: [...byName.keys()], kindOf, problems };
}

/** Deployments, Ingresses and others used to be in `extensions`. */
const mayBeOf = (apiVersion: string, served: string): boolean =>
  groupOf(apiVersion) === groupOf(served) || groupOf(apiVersion) === 'extensions';

/** @returns the group of an `apiVersion`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
