import type { V1Ingress, V1Service } from '@kubernetes/client-node';
import type { Supply } from '../../../advisories/index.ts';
import { configDefaults } from '../../../core/config/index.ts';
import { type Understood, understand } from '../../../inference/index.ts';
import type { ComposeProject } from '../../../lib/compose/index.ts';
import { type Schemas, schemasOf } from '../../../lib/kube-schema/index.ts';
import type { ManifestObject, ManifestSet } from '../../../manifests/index.ts';
import { asWritten } from './as-written.ts';
import { type ContainerEnvironment, environmentOf } from './environment.ts';
import { type Expectations, ownExpectations } from './expectations.ts';
import { withNamespaces } from './namespaces.ts';
import { type BareEnvironment, partFinder } from './part-of.ts';
import { type Malformed, readObjects } from './read.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { type Workload, workloadsOf } from './workloads.ts';

/** An object and its content, typed by its kind; it fits the schema. */
export interface Typed<T> {
  readonly entry: ManifestObject;
  readonly object: T;
}

/** Input of the rules: the set, read and linked once for all of them. */
export interface LintInput {
  /** What the configured version of Kubernetes serves, plus the CustomResourceDefinitions of the set. */
  readonly schemas: Schemas;
  /** Every object, sorted by kind, namespace and name; duplicates are in file order. */
  readonly objects: readonly ManifestObject[];
  /** Objects that don't fit the schema of their kind. */
  readonly malformed: readonly Malformed[];
  /** Objects that fit their schema, possibly after repair; everything below is derived from them. */
  readonly sound: readonly ManifestObject[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Typed<V1Service>[];
  readonly ingresses: readonly Typed<V1Ingress>[];
  readonly sources: Sources;
  readonly environments: readonly ContainerEnvironment[];
  /** The Compose deployment to compare with, if one is configured. */
  readonly compose: ComposeProject | undefined;
  /** What the set is, read from the set alone. */
  readonly understood: Understood<BareEnvironment>;
  readonly expected: Expectations;
  /** The release of Dify that the set is to be upgraded to, where that is asked. */
  readonly target: string | undefined;
  /** What the user knows about the images: lists of components, and statements about vulnerabilities. */
  readonly supply: Supply;
}

const NOTHING_KNOWN: Supply = { bills: [], statements: [] };

/**
 * Links a set for the rules.
 * @param promised what a config promises; without one, the set is compared with what it is itself.
 * @param target the release of Dify that the set is to be upgraded to, where that is asked.
 */
export function lintInput(
  set: Pick<ManifestSet, 'objects'>,
  promised?: Expectations,
  compose?: ComposeProject,
  target?: string,
  supply: Supply = NOTHING_KNOWN,
): LintInput {
  const { kubernetesVersion } = (promised ?? configDefaults).lint;
  const schemas = schemasOf(
    kubernetesVersion,
    set.objects.map(({ object }) => object),
  );
  const all = asWritten(set.objects);
  const written = promised ? all : withNamespaces(all, schemas);
  const { objects, malformed, sound } = readObjects(inOrder(written), schemas);
  const workloads = workloadsOf(sound);
  const sources = sourcesOf(objects);
  const services = typed<V1Service>(sound, 'Service');
  const ingresses = typed<V1Ingress>(sound, 'Ingress');
  const containers = workloads.flatMap((workload) => environmentsOf(workload, sources));
  const understood = understand({ objects, containers, services, ingresses });
  const expected = promised ?? ownExpectations(understood);
  const partOf = partFinder(expected, understood);
  return {
    ...{ schemas, objects, malformed, sound, workloads, services, ingresses, sources },
    environments: containers.map((bare) => ({ ...bare, part: partOf(bare) })),
    ...{ compose, understood, expected, target, supply },
  };
}

/** By kind, namespace and name: the file that contains an object must not affect what rules report. */
function inOrder(objects: readonly ManifestObject[]): ManifestObject[] {
  const keyed = objects.map((entry) => {
    const { kind, metadata } = entry.object;
    return { entry, key: `${kind}\0${metadata.namespace ?? ''}\0${metadata.name}` };
  });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}

const environmentsOf = (workload: Workload, sources: Sources): BareEnvironment[] =>
  workload.containers.map((placed) => ({ workload, placed, variables: environmentOf(workload, placed, sources) }));

function typed<T>(objects: readonly ManifestObject[], kind: string): Typed<T>[] {
  return objects.filter(({ object }) => object.kind === kind).map((entry) => ({ entry, object: entry.object as T }));
}

/** @returns the environment of a part's own container, if the set has one. */
export function environmentFor(input: LintInput, part: ContainerEnvironment['part']): ContainerEnvironment | undefined {
  return input.environments.find((environment) => environment.part === part);
}
