import { findingIn, type Rule } from '../../rule.ts';

const FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;
export const initContainerProbes: Rule = {
  id: 'init-container-probes',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Regular init containers have no probes and no lifecycle hooks',
  rationale: 'The API server rejects the workload: "may not be set for init containers without restartPolicy=Always".',
  remediation: 'Remove the field, or set restartPolicy: Always if the container should keep running.',
  source: 'Kubernetes, "Init Containers"; "Sidecar Containers"',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path, init } of containers) {
        if (!init || container.restartPolicy === 'Always') continue;
        for (const field of FIELDS) {
          if (!container[field]) continue;
          yield findingIn(entry, [...path, field], {
            message: `init container "${container.name}" has a ${field}`,
            cause: 'copied from a long-running container; an init container runs to completion',
            remedy: `remove ${field}, or set restartPolicy: Always if it is a sidecar`,
          });
        }
      }
    }
  },
};
