import type { Finding } from '../types.ts';
import { containersOf, type PodSource, podsOf } from './pods.ts';
import { findingAt, type Rule, thereIs } from './rule.ts';

/** Every mount has its volume, every claim and service account that a pod wants is in the set. */
export const podReferences: Rule = (objects) => {
  const named = (kind: string) =>
    new Set(objects.filter(({ object }) => object.kind === kind).map(({ object }) => object.metadata.name));
  const claims = named('PersistentVolumeClaim');
  const accounts = named('ServiceAccount');
  return podsOf(objects).flatMap((pod) => [
    ...mountsWithoutVolume(pod),
    ...missingClaims(pod, claims),
    ...missingAccount(pod, accounts),
  ]);
};

function mountsWithoutVolume(pod: PodSource): Finding[] {
  // A StatefulSet makes volumes of its own for its pods.
  if (pod.entry.object.kind === 'StatefulSet') return [];
  const volumes = new Set((pod.spec.volumes ?? []).map(({ name }) => name));
  return containersOf(pod).flatMap(({ container, path }) =>
    (container.volumeMounts ?? []).flatMap((mount, index) => {
      if (volumes.has(mount.name)) return [];
      const verdict = {
        id: 'volume-missing',
        claims: ['DEP-2'],
        severity: 'mandatory' as const,
        message: `volume "${mount.name}" is mounted at ${mount.mountPath}, but the pod has no such volume`,
        cause: thereIs(volumes),
        remedy: 'add it to the pod’s volumes, or correct the name',
      };
      return [findingAt(pod.entry, [...path, 'volumeMounts', index, 'name'], verdict)];
    }),
  );
}

function missingClaims({ entry, spec, path }: PodSource, claims: ReadonlySet<string>): Finding[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }, index) => {
    if (!claim || claims.has(claim.claimName)) return [];
    const verdict = {
      id: 'claim-missing',
      claims: ['STO-2'],
      severity: 'mandatory' as const,
      message: `PersistentVolumeClaim "${claim.claimName}" is not in the set`,
      cause: thereIs(claims),
      remedy: 'add the claim, or correct the name: without it the pod is never scheduled',
    };
    return [findingAt(entry, [...path, 'volumes', index, 'persistentVolumeClaim', 'claimName'], verdict)];
  });
}

function missingAccount({ entry, spec, path }: PodSource, accounts: ReadonlySet<string>): Finding[] {
  const name = spec.serviceAccountName;
  if (!name || name === 'default' || accounts.has(name)) return [];
  return [
    findingAt(entry, [...path, 'serviceAccountName'], {
      id: 'service-account-missing',
      claims: ['DEP-2', 'SEC-5'],
      severity: 'mandatory',
      message: `ServiceAccount "${name}" is not in the set`,
      cause: thereIs(accounts),
      remedy: 'add the account, or correct the name: without it no pod is created',
    }),
  ];
}
