import type { V1Ingress, V1Service } from '@kubernetes/client-node';
import type { ComposeProject } from '../../compose/types.ts';
import type { ManifestObject, ManifestSet } from '../../manifests/index.ts';
import { type SchemaProblem, schemaProblems } from '../../schemas/index.ts';
import { type ContainerEnvironment, environmentOf } from './environment.ts';
import { type Expectations, partOf } from './expectations.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { type Workload, workloadsOf } from './workloads.ts';

/** An object together with its content as the type of its kind; it fits the schema. */
export interface Typed<T> {
  readonly entry: ManifestObject;
  readonly object: T;
}

/** What rules look at: the set, read and linked once for all of them. */
export interface LintInput {
  /** Every object, in the order of files and documents. */
  readonly objects: readonly ManifestObject[];
  /** Objects that don't fit the schema of their kind; they are in nothing below, so that one fault is one finding. */
  readonly malformed: readonly { readonly entry: ManifestObject; readonly problems: readonly SchemaProblem[] }[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Typed<V1Service>[];
  readonly ingresses: readonly Typed<V1Ingress>[];
  readonly sources: Sources;
  readonly environments: readonly ContainerEnvironment[];
  /** The Compose deployment that it is compared with, where one is configured. */
  readonly compose: ComposeProject | undefined;
  readonly expected: Expectations;
}

/** Links a set for the rules. */
export function lintInput(
  set: Pick<ManifestSet, 'objects'>,
  expected: Expectations,
  compose?: ComposeProject,
): LintInput {
  const judged = set.objects.map((entry) => ({ entry, problems: schemaProblems(entry.object) }));
  const sound = judged.filter(({ problems }) => problems.length === 0).map(({ entry }) => entry);
  const workloads = workloadsOf(sound);
  const sources = sourcesOf(set.objects);
  return {
    objects: set.objects,
    malformed: judged.filter(({ problems }) => problems.length > 0),
    workloads,
    services: typed<V1Service>(sound, 'Service'),
    ingresses: typed<V1Ingress>(sound, 'Ingress'),
    sources,
    environments: workloads.flatMap((workload) => environmentsOf(workload, sources, expected)),
    compose,
    expected,
  };
}

function environmentsOf(workload: Workload, sources: Sources, expected: Expectations): ContainerEnvironment[] {
  const part = partOf(expected, workload.entry.object.metadata.name);
  return workload.containers.map((placed) => ({
    workload,
    placed,
    part: placed.init || placed.container !== mainOf(workload) ? undefined : part,
    variables: environmentOf(workload, placed, sources),
  }));
}

/** A part's own container is the first one; what stands beside it is a sidecar. */
const mainOf = ({ spec }: Workload) => spec.containers[0];

function typed<T>(objects: readonly ManifestObject[], kind: string): Typed<T>[] {
  return objects.filter(({ object }) => object.kind === kind).map((entry) => ({ entry, object: entry.object as T }));
}

/** @returns the environment of a part's own container, where the set has one. */
export function environmentFor(input: LintInput, part: ContainerEnvironment['part']): ContainerEnvironment | undefined {
  return input.environments.find((environment) => environment.part === part);
}
