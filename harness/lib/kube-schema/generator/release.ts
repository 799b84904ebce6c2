import type { KubernetesRelease, ServedKind } from '../schema.ts';
import { compactDefinitions, type OpenApiSchema, shortName } from './definitions.ts';
import { enumsIn } from './enums.ts';

/** The files of a Kubernetes release that its schemas are generated from. */
export interface ReleaseFiles {
  /** `v1.34.4` */
  readonly version: string;
  /** `api/openapi-spec/swagger.json` */
  readonly swagger: { readonly definitions: Readonly<Record<string, OpenApiSchema>> };
  /** `api/discovery/*.json` */
  readonly discovery: readonly ResourceList[];
  /** `pkg/generated/openapi/zz_generated.openapi.go` */
  readonly goCode: string;
}

export interface ResourceList {
  readonly kind: string;
  readonly groupVersion?: string;
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** @returns what that release serves with default settings. */
export function releaseOf({ version, swagger, discovery, goCode }: ReleaseFiles): KubernetesRelease {
  const byKind = definitionsByKind(swagger.definitions);
  const served = discovery.flatMap(({ groupVersion, resources = [] }) =>
    groupVersion && isStable(groupVersion)
      ? resources
          .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('create') && verbs.includes('get'))
          .map(({ kind, namespaced }) => ({
            groupVersion,
            kind,
            namespaced,
            name: byKind.get(`${groupVersion} ${kind}`),
          }))
      : [],
  );
  const kinds: Record<string, Record<string, ServedKind>> = {};
  for (const { groupVersion, kind, namespaced, name } of served) {
    if (name === undefined) throw new Error(`no definition for ${groupVersion} ${kind}`);
    kinds[groupVersion] = { ...kinds[groupVersion], [kind]: { namespaced, schema: shortName(name) } };
  }
  const wanted = served.flatMap(({ name }) => name ?? []);
  return { kubernetes: version, kinds, definitions: compactDefinitions(swagger.definitions, wanted, enumsIn(goCode)) };
}

/** Alpha and beta versions must be enabled explicitly (Kubernetes, "API Overview": API versioning). */
const isStable = (groupVersion: string): boolean => /(^|\/)v\d+$/.test(groupVersion);

function definitionsByKind(definitions: ReleaseFiles['swagger']['definitions']): Map<string, string> {
  return new Map(
    Object.entries(definitions).flatMap(([name, definition]) => {
      const served = definition['x-kubernetes-group-version-kind'] as readonly GroupVersionKind[] | undefined;
      // Request options (DeleteOptions) are served in every group; they are not objects.
      const [only, ...more] = served ?? [];
      if (!only || more.length > 0) return [];
      return [[`${only.group ? `${only.group}/` : ''}${only.version} ${only.kind}`, name] as const];
    }),
  );
}

/** @returns the content of the release's file: one definition per line, so that versions can be diffed. */
export function textOf({ kubernetes, kinds, definitions }: KubernetesRelease): string {
  const lines = (part: Readonly<Record<string, unknown>>) =>
    Object.entries(part)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{\n  "kubernetes": ${JSON.stringify(kubernetes)},\n  "kinds": {\n${lines(kinds)}\n  },\n  "definitions": {\n${lines(definitions)}\n  }\n}\n`;
}
