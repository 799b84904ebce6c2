import { type KubernetesObject, PatchStrategy } from '@kubernetes/client-node';
import {
  type Environment,
  fillSecrets,
  type Kube,
  loadManifests,
  manifestsOf,
  messageOf,
  nameOf,
  placeIn,
  provideSecrets,
  redisAddressOf,
} from '../../../harness/index.ts';

export interface Drift {
  readonly compared: number;
  /** One line per object that differs; field names only, since Secrets are among them. */
  readonly problems: readonly string[];
}

/**
 * Applies each object of the set again as a server-side dry run that takes over all fields, and compares the result with the live
 * object.
 */
export async function driftOf(env: Environment, kube: Kube): Promise<Drift> {
  const { path, options } = manifestsOf({ config: env.config, file: env.configFile });
  const { manifests, lint } = env.config;
  const placed = placeIn(await loadManifests(path, options), manifests.namespace, lint.kubernetesVersion);
  const provided = provideSecrets(placed.set, redisAddressOf(env.config));
  const set = fillSecrets(provided.set, env.secrets);
  const problems: string[] = [];
  for (const { object } of set.objects) {
    const changed = await changedFields(kube, object as KubernetesObject).catch((error) => [messageOf(error)]);
    if (changed.length > 0) problems.push(`${nameOf(object)} differs from the set in ${changed.join(', ')}`);
  }
  return { compared: set.objects.length, problems };
}

async function changedFields(kube: Kube, object: KubernetesObject): Promise<string[]> {
  const { apiVersion = '', kind = '', metadata } = object;
  const live = await kube.objects.read({
    apiVersion,
    kind,
    metadata: { name: metadata?.name ?? '', ...(metadata?.namespace ? { namespace: metadata.namespace } : {}) },
  });
  const wanted = await kube.objects.patch(object, undefined, 'All', 'dify-e2e', true, PatchStrategy.ServerSideApply);
  const others = otherWriters(live).map((who) => `fields written by ${who}`);
  return [...differingPaths(contentOf(live), contentOf(wanted)), ...others];
}

/** Field managers that may write to the objects: the deployer, and the cluster's own controllers. */
const KNOWN_WRITERS = ['dify-e2e', 'deploy.sh', 'kube-controller-manager', 'kube-scheduler'];

/** A dry run keeps fields that someone added by hand: only managedFields shows them. */
function otherWriters({ metadata }: KubernetesObject): string[] {
  return (metadata?.managedFields ?? []).flatMap(({ manager = '', subresource }) =>
    subresource || KNOWN_WRITERS.includes(manager) ? [] : [manager],
  );
}

/** What the set defines: no server-side metadata and no status. */
function contentOf(object: KubernetesObject): Record<string, unknown> {
  const { metadata, status: _, ...rest } = object as KubernetesObject & { status?: unknown };
  return { ...rest, labels: metadata?.labels ?? {}, annotations: withoutRevision(metadata?.annotations ?? {}) };
}

/** The Deployment controller keeps its revision number there. */
function withoutRevision(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(([name]) => name !== 'deployment.kubernetes.io/revision'),
  );
}

/** @returns paths of the fields in which two values differ, without their values. */
export function differingPaths(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [path || 'the whole object'];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differingPaths(a[key], b[key], path ? `${path}.${key}` : key));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
