import { deploymentText } from '../../example-text.ts';
import { findingIn, type Rule } from '../../rule.ts';

const daemon = (volume: string) =>
  deploymentText('dify-plugin-daemon', {
    image: 'langgenius/dify-plugin-daemon:0.5.2-local',
    container: 'volumeMounts: [{ name: storage, mountPath: /app/storage }]',
    pod: `volumes: [{ name: storage, ${volume} }]`,
  });

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  claims: ['STO-2', 'SEC-5'],
  severity: 'recommended',
  title: 'No pod keeps files in a folder of its node',
  rationale:
    'A hostPath is another folder on each node: a pod that moves finds its files gone, two replicas do not see the same ones, and the pod reaches into the node.',
  remediation: 'Use a PersistentVolumeClaim, or emptyDir for what may be lost.',
  source: 'Deployment description 6; Kubernetes, "Volumes": hostPath',
  examples: {
    bad: { manifests: daemon('hostPath: { path: /data/dify }') },
    good: { manifests: daemon('emptyDir: {}') },
  },
  mutation: [{ file: 'manifests/dify/20-api.yaml', replace: 'emptyDir: {}', by: 'hostPath: { path: /var/log/dify }' }],
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
