import { deploymentText, documents, objectText } from '../../example-text.ts';
import { keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { claimUses } from '../../facts/references/claims.ts';
import { findingIn, type Rule, thereIs } from '../../rule.ts';

const set = (claim: string) =>
  documents(
    objectText(
      'v1',
      'PersistentVolumeClaim',
      'dify-plugin-daemon',
      'spec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 5Gi } }',
    ),
    deploymentText('dify-plugin-daemon', {
      image: 'langgenius/dify-plugin-daemon:0.5.2-local',
      container: 'volumeMounts: [{ name: storage, mountPath: /app/storage }]',
      pod: `volumes: [{ name: storage, persistentVolumeClaim: { claimName: ${claim} } }]`,
    }),
  );

export const claimMissing: Rule = {
  id: 'claim-missing',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'Every PersistentVolumeClaim that pods mount is in the set',
  rationale: 'The scheduler waits for it: the pod stays Pending, "persistentvolumeclaim not found".',
  remediation: 'Add the claim, or correct the name.',
  source: 'Deployment description 6; Kubernetes, "Persistent Volumes": Claims As Volumes',
  examples: { bad: { manifests: set('dify-plugins') }, good: { manifests: set('dify-plugin-daemon') } },
  mutation: [
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: 'claimName: dify-plugin-daemon',
      by: 'claimName: dify-plugins',
    },
  ],
  *find(input) {
    const claims = keysOfKind(input, 'PersistentVolumeClaim');
    const there = perNamespace((namespace) => thereIs(namesOfKind(input, 'PersistentVolumeClaim', namespace)));
    for (const { workload, claimName, key, path } of claimUses(input)) {
      if (claims.has(key)) continue;
      yield findingIn(workload.entry, [...path, 'persistentVolumeClaim', 'claimName'], {
        message: `PersistentVolumeClaim "${claimName}" is not in the set`,
        cause: there(workload.entry.object.metadata.namespace),
        remedy: 'add the claim, or correct the name: without it the pod is never scheduled',
      });
    }
  },
};
