import type { V1DeploymentSpec, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { keyOf, ofKind } from '../../facts/input/of-kind.ts';
import { pvcUses } from '../../facts/references/pvc-uses.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const pvcRollingUpdate: Rule = {
  id: 'pvc-rolling-update',
  claims: ['STO-2'],
  severity: 'recommended',
  title: 'A Deployment that mounts a ReadWriteOnce PersistentVolumeClaim uses the Recreate strategy',
  rationale:
    'RollingUpdate starts the new pod while the old one still holds the volume. On another node the new pod waits forever (Multi-Attach error) and the rollout never completes; on the same node two processes write the same files.',
  remediation: 'Set spec.strategy.type to Recreate.',
  source: 'Kubernetes, "Deployments": Recreate Deployment; "Persistent Volumes": Access Modes',
  *find(input) {
    const once = new Set(
      ofKind<V1PersistentVolumeClaim>(input, 'PersistentVolumeClaim')
        .filter(({ object }) => (object.spec?.accessModes ?? []).every((mode) => mode.startsWith('ReadWriteOnce')))
        .map(({ entry }) => keyOf(entry.object.metadata.name, entry.object.metadata.namespace)),
    );
    for (const { workload, claimName, key } of pvcUses(input)) {
      const { entry, replicas = 1 } = workload;
      if (entry.object.kind !== 'Deployment' || !once.has(key) || replicas !== 1) continue;
      const { strategy } = entry.object.spec as V1DeploymentSpec;
      if (strategy?.type === 'Recreate' || `${strategy?.rollingUpdate?.maxSurge ?? 1}`.replace('%', '') === '0')
        continue;
      yield findingIn(entry, ['spec', 'strategy'], {
        message: `a rollout starts the new pod while the old one still holds PVC "${claimName}"`,
        cause: strategy ? 'the strategy allows a surge pod' : 'no strategy is set: RollingUpdate is the default',
        remedy: 'set strategy: { type: Recreate }',
      });
    }
  },
};
