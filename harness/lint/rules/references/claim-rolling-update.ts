import type { V1DeploymentSpec, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { deploymentText, documents, objectText } from '../../example-text.ts';
import { keyOf, ofKind } from '../../facts/input/of-kind.ts';
import { claimUses } from '../../facts/references/claims.ts';
import { findingIn, type Rule } from '../../rule.ts';

const set = (strategy: string) =>
  documents(
    objectText(
      'v1',
      'PersistentVolumeClaim',
      'dify-plugin-daemon',
      'spec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 5Gi } }',
    ),
    deploymentText('dify-plugin-daemon', {
      image: 'langgenius/dify-plugin-daemon:0.5.2-local',
      spec: `strategy: { type: ${strategy} }`,
      container: 'volumeMounts: [{ name: storage, mountPath: /app/storage }]',
      pod: 'volumes: [{ name: storage, persistentVolumeClaim: { claimName: dify-plugin-daemon } }]',
    }),
  );

export const claimRollingUpdate: Rule = {
  id: 'claim-rolling-update',
  claims: ['STO-2'],
  severity: 'recommended',
  title: 'A Deployment with a ReadWriteOnce claim replaces its pod with Recreate',
  rationale:
    'RollingUpdate starts the new pod while the old one still holds the volume: on another node it waits for ever (Multi-Attach error), and the roll-out never ends; on the same node two processes write the same files.',
  remediation: 'Set spec.strategy.type to Recreate.',
  source: 'Kubernetes, "Deployments": Recreate Deployment; "Persistent Volumes": Access Modes',
  examples: { bad: { manifests: set('RollingUpdate') }, good: { manifests: set('Recreate') } },
  mutation: [{ file: 'manifests/dify/31-plugin-daemon.yaml', replace: 'type: Recreate', by: 'type: RollingUpdate' }],
  *find(input) {
    const once = new Set(
      ofKind<V1PersistentVolumeClaim>(input, 'PersistentVolumeClaim')
        .filter(({ object }) => (object.spec?.accessModes ?? []).every((mode) => mode.startsWith('ReadWriteOnce')))
        .map(({ entry }) => keyOf(entry.object.metadata.name, entry.object.metadata.namespace)),
    );
    for (const { workload, claimName, key } of claimUses(input)) {
      const { entry, replicas = 1 } = workload;
      if (entry.object.kind !== 'Deployment' || !once.has(key) || replicas !== 1) continue;
      const { strategy } = entry.object.spec as V1DeploymentSpec;
      if (strategy?.type === 'Recreate' || `${strategy?.rollingUpdate?.maxSurge ?? 1}`.replace('%', '') === '0')
        continue;
      yield findingIn(entry, ['spec', 'strategy'], {
        message: `a roll-out starts the new pod while the old one holds the claim "${claimName}"`,
        cause: strategy ? 'the strategy lets a second pod start' : 'no strategy is given: RollingUpdate is the default',
        remedy: 'write strategy: { type: Recreate }',
      });
    }
  },
};
