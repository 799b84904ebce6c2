import { deploymentText } from '../../example-text.ts';
import { findingIn, type Rule } from '../../rule.ts';

const FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;

const api = (more: string) =>
  deploymentText('dify-api', {
    pod: `initContainers:
  - name: wait-for-database
    image: busybox:1.36
    command: [nc, -z, dbnode0.maywzh.com, "5432"]${more}`,
  });

export const initContainerProbes: Rule = {
  id: 'init-container-probes',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Init containers that end have no probes and no lifecycle',
  rationale: 'The API server refuses the workload: may not be set for init containers without restartPolicy=Always.',
  remediation: 'Take the field out, or set restartPolicy: Always where the container is to stay.',
  source: 'Kubernetes, "Init Containers"; "Sidecar Containers"',
  examples: {
    bad: { manifests: api('\n    readinessProbe: { tcpSocket: { port: 5432 } }') },
    good: { manifests: api('') },
  },
  mutation: [
    {
      file: 'manifests/dify/30-sandbox.yaml',
      replace: '      containers:\n',
      by: `      initContainers:
        - name: wait
          image: busybox:1.36
          command: ["true"]
          readinessProbe: { exec: { command: ["true"] } }
      containers:
`,
    },
  ],
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
