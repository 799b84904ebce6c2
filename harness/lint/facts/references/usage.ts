import type { V1Ingress, V1ServiceAccount } from '@kubernetes/client-node';
import type { LintInput } from '../input/input.ts';
import { keyOf, ofKind } from '../input/of-kind.ts';
import type { Source, SourceKind } from '../input/sources.ts';
import { missingSources, usesOf } from './references-of.ts';

/** `namespace/name` → keys that are used by name; `all` if something uses the whole object. */
export type Usage = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

/** @returns which keys of the objects of a kind are used. */
export function usageOf(input: LintInput, kind: SourceKind): Usage {
  const used = new Map<string, Set<string> | 'all'>();
  for (const workload of input.workloads) {
    const { namespace } = workload.entry.object.metadata;
    for (const { kind: of, name, key, whole } of usesOf(workload)) {
      if (of !== kind) continue;
      const at = keyOf(name, namespace);
      const keys = used.get(at) ?? new Set<string>();
      if (whole || keys === 'all') used.set(at, 'all');
      else used.set(at, key === undefined ? keys : keys.add(key));
    }
  }
  if (kind === 'Secret') for (const at of usedElsewhere(input)) used.set(at, 'all');
  return used;
}

/** Secrets used by others than containers: TLS certificates and annotations of Ingresses, image pull secrets. */
function usedElsewhere(input: LintInput): string[] {
  const ingresses = ofKind<V1Ingress>(input, 'Ingress').flatMap(({ object: { metadata, spec } }) => [
    ...(spec?.tls ?? []).map(({ secretName = '' }) => keyOf(secretName, metadata?.namespace)),
    ...Object.values(metadata?.annotations ?? {}).map((text) =>
      text.includes('/') ? text : keyOf(text, metadata?.namespace),
    ),
  ]);
  const accounts = ofKind<V1ServiceAccount>(input, 'ServiceAccount').flatMap(({ object }) =>
    [...(object.imagePullSecrets ?? []), ...(object.secrets ?? [])].map(({ name = '' }) =>
      keyOf(name, object.metadata?.namespace),
    ),
  );
  const pulls = input.workloads.flatMap(({ entry, spec }) =>
    (spec.imagePullSecrets ?? []).map(({ name = '' }) => keyOf(name, entry.object.metadata.namespace)),
  );
  return [...ingresses, ...accounts, ...pulls];
}

/**
 * @returns ConfigMaps or Secrets that nothing uses. If a reference is dangling, one of the two names is wrong, and the
 *   missing object is the finding.
 */
export function unusedSources(input: LintInput, kind: SourceKind): Source[] {
  const missing = new Set<string | undefined>();
  for (const [{ entry }] of missingSources(input, kind)) missing.add(entry.object.metadata.namespace);
  const used = usageOf(input, kind);
  const mentioned = mentionedByOthers(input);
  return input.sources.all.filter(({ kind: of, name, entry, made }) => {
    const { namespace } = entry.object.metadata;
    if (made || of !== kind || missing.has(namespace) || mentioned.has(name)) return false;
    // Tokens and the state of deployment tools are used outside the set.
    if (/^(kubernetes\.io\/service-account-token|helm\.sh\/|bootstrap\.)/.test(String(entry.object.type))) return false;
    return !used.has(keyOf(name, namespace));
  });
}

/** All texts in custom resources: only their controller knows which of them refer to something. */
function mentionedByOthers({ objects }: LintInput): Set<string> {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  for (const { object } of objects) if (isCustom(object.apiVersion)) visit(object);
  return texts;
}

/** Groups of Kubernetes itself have no dot or end in `.k8s.io`. */
function isCustom(apiVersion: string): boolean {
  const group = apiVersion.split('/').at(-2) ?? '';
  return group.includes('.') && !group.endsWith('.k8s.io');
}
