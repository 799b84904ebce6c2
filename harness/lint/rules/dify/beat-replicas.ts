import { partText } from '../../facts/dify/examples.ts';
import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

const beat = (replicas: number) =>
  partText('worker', { name: 'dify-worker-beat', env: { MODE: 'beat' }, spec: `replicas: ${replicas}` });

const PROBE = 'exec: { command: [pgrep, -f, celery.*beat] }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 5';
const BEAT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: dify-worker-beat
  namespace: dify
spec:
  replicas: 2
  strategy: { type: Recreate }
  selector: { matchLabels: { app: dify-worker-beat } }
  template:
    metadata: { labels: { app: dify-worker-beat } }
    spec:
      enableServiceLinks: false
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 }
      containers:
        - name: beat
          image: langgenius/dify-api:1.11.4
          imagePullPolicy: IfNotPresent
          env: [{ name: MODE, value: beat }]
          envFrom: [{ configMapRef: { name: dify-config } }, { secretRef: { name: dify-secret } }]
          resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 512Mi } }
          startupProbe: { ${PROBE} }
          readinessProbe: { ${PROBE} }
          livenessProbe: { ${PROBE} }
          volumeMounts: [{ name: logs, mountPath: /app/logs }]
      volumes: [{ name: logs, emptyDir: {} }]
`;

export const beatReplicas: Rule = {
  id: 'beat-replicas',
  claims: ['REP-1'],
  severity: 'mandatory',
  title: 'Beat, where there is one, runs exactly once',
  rationale: 'Each beat sends all periodic tasks: with two, schedules and clean-ups run twice; with none, never.',
  remediation: 'Set replicas: 1 and strategy: Recreate for the Deployment with MODE=beat.',
  source: 'Celery, "Periodic Tasks": only a single scheduler; Dify docker-compose.yaml: worker_beat',
  examples: { bad: { manifests: beat(2) }, good: { manifests: beat(1) } },
  mutation: [
    {
      file: 'manifests/dify/21-worker.yaml',
      replace: '            name: dify-worker-probes\n',
      by: `            name: dify-worker-probes\n---\n${BEAT}`,
    },
  ],
  *find(input) {
    const beats = rolesOf(input).backends.filter(({ role }) => role === 'beat');
    if (beats.length === 0 && rolesOf(input).parts.has('worker')) {
      yield {
        kind: 'remark',
        message: 'no Deployment runs beat (MODE=beat): nothing that Dify does by the clock happens',
      };
    }
    for (const { environment } of beats) {
      const { entry, replicas = 1 } = environment.workload;
      if (replicas === 1) continue;
      yield findingAt(placeIn(entry, ['spec', 'replicas']), {
        message: `${nameIn(environment)} runs beat with ${replicas} replicas`,
        cause: replicas === 0 ? 'it was switched off' : 'it was scaled like the worker',
        remedy: 'write replicas: 1',
      });
    }
  },
};
