import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { byName } from '../../facts/input/by-name.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, ofKind } from '../../facts/input/of-kind.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { type PvcUse, pvcUses } from '../../facts/references/pvc-uses.ts';
import { findingIn, type Outcome, placeIn, type Rule } from '../../rule.ts';

export const pvcAccessMode: Rule = {
  id: 'pvc-access-mode',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'The access mode of each PersistentVolumeClaim fits the pods that mount it',
  rationale:
    'A ReadWriteOnce volume can be mounted on one node only: a second pod on another node stays in ContainerCreating with a Multi-Attach error. A ReadOnlyMany volume cannot be written.',
  remediation: 'Use ReadWriteMany if several pods need the volume, or run a single pod.',
  source: 'Deployment description 6; Kubernetes, "Persistent Volumes": Access Modes',
  *find(input) {
    const usesByClaim = Map.groupBy(pvcUses(input), ({ key }) => key);
    for (const { entry, object } of ofKind<V1PersistentVolumeClaim>(input, 'PersistentVolumeClaim')) {
      const uses = usesByClaim.get(keyOf(entry.object.metadata.name, entry.object.metadata.namespace)) ?? [];
      const said = misfit(object.spec?.accessModes ?? [], uses, input);
      if (!said) continue;
      yield findingIn(entry, ['spec', 'accessModes'], {
        ...said,
        related: uses
          .toSorted((a, b) => byName(a.workload, b.workload))
          .map(({ workload, path }) => ({ at: placeIn(workload.entry, path), message: 'mounts the PVC' })),
      });
    }
  },
};

type Said = Pick<Extract<Outcome, { kind: 'finding' }>, 'message' | 'cause' | 'remedy'>;

function misfit(modes: readonly string[], uses: readonly PvcUse[], input: LintInput): Said | undefined {
  if (modes.length === 0 || modes.includes('ReadWriteMany')) return undefined;
  const once = modes.includes('ReadWriteOnce') || modes.includes('ReadWriteOncePod');
  if (!once && uses.some(({ readOnly }) => !readOnly)) {
    return {
      message: `the PVC is ${modes.join(', ')}, but a container mounts it read-write`,
      cause: 'the mode was copied from another PVC, or the mount lacks readOnly',
      remedy: 'use ReadWriteOnce (one pod) or ReadWriteMany (several pods), or mount it with readOnly: true',
    };
  }
  const pods = uses.map((use) => podsOf(use, input)).reduce((sum, count) => sum + count, 0);
  if (!once || pods < 2) return undefined;
  return {
    message: `the PVC is ${modes.join(', ')}, but ${pods} pods mount it`,
    cause: 'only one node at a time can mount it: a pod on another node never starts',
    remedy: 'use ReadWriteMany with a StorageClass that supports it, keep the files in S3, or run one pod',
  };
}

/** More than one plugin daemon is wrong with any claim: plugin-daemon-replicas reports it. */
function podsOf({ workload }: PvcUse, input: LintInput): number {
  const { entry, replicas = 1 } = workload;
  const { kind } = entry.object;
  if (kind === 'Job' || kind === 'CronJob') return 0;
  if (kind === 'DaemonSet') return 2;
  const daemons = partWorkloads(input).filter(({ part }) => part === 'plugin-daemon');
  return daemons.some((daemon) => daemon.workload === workload) ? Math.min(replicas, 1) : replicas;
}
