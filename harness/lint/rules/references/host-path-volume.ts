import { findingIn, type Rule } from '../../rule.ts';

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  claims: ['STO-2', 'SEC-5'],
  severity: 'recommended',
  title: 'No pod keeps files in a folder of its node',
  rationale:
    'A hostPath is another folder on each node: a pod that moves finds its files gone, two replicas do not see the same ones, and the pod reaches into the node.',
  remediation: 'Use a PersistentVolumeClaim, or emptyDir for what may be lost.',
  source: 'Deployment description 6; Kubernetes, "Volumes": hostPath',
  *find({ workloads }) {
    for (const { entry, spec, path } of workloads) {
      // One pod on every node is what a DaemonSet is for: it looks after the node.
      if (entry.object.kind === 'DaemonSet') continue;
      for (const [index, { name, hostPath }] of (spec.volumes ?? []).entries()) {
        if (!hostPath) continue;
        yield findingIn(entry, [...path, 'volumes', index, 'hostPath'], {
          message: `volume "${name}" is the folder ${hostPath.path} of whatever node the pod runs on`,
          cause: 'taken over from a bind mount of Compose, where there is one machine',
          remedy: 'use a PersistentVolumeClaim for what must stay, emptyDir for what may be lost',
        });
      }
    }
  },
};
