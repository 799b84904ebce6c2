import type { V1Container, V1Ingress, V1Service } from '@kubernetes/client-node';
import type { ManifestObject } from '../lib/kube-objects/index.ts';

/** A container of a set, as the kubelet would start it. */
export interface SeenContainer {
  readonly workload: {
    readonly entry: ManifestObject;
    /** Labels of its pods. */
    readonly labels: Readonly<Record<string, string>>;
    /** As declared; Kubernetes' default for a Deployment is 1. */
    readonly replicas: number | undefined;
  };
  readonly placed: { readonly container: V1Container; readonly init: boolean };
  /** Its environment; a value is undefined where the files don't tell it. */
  readonly variables: ReadonlyMap<string, { readonly value: string | undefined }>;
}

/** A loaded set, linked: what inference reads. */
export interface SeenSet<S extends SeenContainer = SeenContainer> {
  readonly objects: readonly ManifestObject[];
  readonly containers: readonly S[];
  readonly services: readonly { readonly entry: ManifestObject; readonly object: V1Service }[];
  readonly ingresses: readonly { readonly entry: ManifestObject; readonly object: V1Ingress }[];
}

/** Kinds that keep pods running; what a Job or a CronJob starts is no part of the deployment. */
export const KEEPERS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Kinds whose containers may be parts: somebody may also start a bare Pod. */
export const RUNNERS: readonly string[] = [...KEEPERS, 'Pod'];

/** @returns the value; undefined if the variable is missing, empty, or not known from the files. */
export const textIn = ({ variables }: Pick<SeenContainer, 'variables'>, name: string): string | undefined =>
  variables.get(name)?.value || undefined;
