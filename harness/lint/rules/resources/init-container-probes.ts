import { findingIn, type Rule } from '../../rule.ts';

const FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;
export const initContainerProbes: Rule = {
  id: 'init-container-probes',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Init containers that end have no probes and no lifecycle',
  rationale: 'The API server refuses the workload: may not be set for init containers without restartPolicy=Always.',
  remediation: 'Take the field out, or set restartPolicy: Always where the container is to stay.',
  source: 'Kubernetes, "Init Containers"; "Sidecar Containers"',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path, init } of containers) {
        if (!init || container.restartPolicy === 'Always') continue;
        for (const field of FIELDS) {
          if (!container[field]) continue;
          yield findingIn(entry, [...path, field], {
            message: `init container "${container.name}" has a ${field}`,
            cause: 'copied from a container that stays; an init container runs to its end',
            remedy: `take ${field} out, or write restartPolicy: Always where it is a sidecar`,
          });
        }
      }
    }
  },
};
