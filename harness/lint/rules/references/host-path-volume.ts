import { findingIn, type Rule } from '../../rule.ts';

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  claims: ['STO-2', 'SEC-5'],
  severity: 'recommended',
  title: 'No pod stores files in a directory of its node',
  rationale:
    "A hostPath is a different directory on each node: a rescheduled pod loses its files, replicas on different nodes do not share them, and the pod gets access to the node's file system.",
  remediation: 'Use a PersistentVolumeClaim, or emptyDir for disposable data.',
  source: 'Deployment description 6; Kubernetes, "Volumes": hostPath',
  *find({ workloads }) {
    for (const { entry, spec, path } of workloads) {
      // A DaemonSet runs node agents, which may need the node's files.
      if (entry.object.kind === 'DaemonSet') continue;
      for (const [index, { name, hostPath }] of (spec.volumes ?? []).entries()) {
        if (!hostPath) continue;
        yield findingIn(entry, [...path, 'volumes', index, 'hostPath'], {
          message: `volume "${name}" is the directory ${hostPath.path} on whichever node the pod runs`,
          cause: 'copied from a Compose bind mount, where there is only one machine',
          remedy: 'use a PersistentVolumeClaim for data that must persist, emptyDir for disposable data',
        });
      }
    }
  },
};
