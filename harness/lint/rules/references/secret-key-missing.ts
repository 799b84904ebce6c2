import { missingKeys } from '../../facts/references/wants.ts';
import { findingIn, type Rule, thereIs } from '../../rule.ts';

export const secretKeyMissing: Rule = {
  id: 'secret-key-missing',
  claims: ['SEC-3'],
  severity: 'mandatory',
  title: 'Every key of a Secret that a pod refers to is in that Secret',
  rationale: 'kubelet does not create the container without it: the pod stays in CreateContainerConfigError.',
  remediation: 'Add the key to the Secret, or correct the reference.',
  source: 'Deployment description 10.2; Kubernetes, "Secrets": optional Secrets',
  examples: {
    bad: {
      manifests: `
apiVersion: v1
kind: Secret
metadata: { name: dify-secret, namespace: dify }
stringData: { SECRET_KEY: "\${SECRET_KEY}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: dify-api, namespace: dify }
spec:
  selector: { matchLabels: { app: dify-api } }
  template:
    metadata: { labels: { app: dify-api } }
    spec:
      containers:
        - name: api
          image: langgenius/dify-api:1.11.4
          env:
            - name: DB_PASSWORD
              valueFrom: { secretKeyRef: { name: dify-secret, key: DB_PASSWORD } }
`,
    },
    good: {
      manifests: `
apiVersion: v1
kind: Secret
metadata: { name: dify-secret, namespace: dify }
stringData: { DB_PASSWORD: "\${DB_PASSWORD}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: dify-api, namespace: dify }
spec:
  selector: { matchLabels: { app: dify-api } }
  template:
    metadata: { labels: { app: dify-api } }
    spec:
      containers:
        - name: api
          image: langgenius/dify-api:1.11.4
          env:
            - name: DB_PASSWORD
              valueFrom: { secretKeyRef: { name: dify-secret, key: DB_PASSWORD } }
`,
    },
  },
  mutation: [
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: 'key: DB_PASSWORD',
      by: 'key: DB_PASWORD',
    },
  ],
  *find(input) {
    for (const [{ entry }, { name, key, path }, source] of missingKeys(input, 'Secret')) {
      yield findingIn(entry, path, {
        message: `Secret "${name}" has no key "${key}"`,
        cause: thereIs(source.keys.keys()),
        remedy: `add the key at ${source.entry.file}:${source.entry.line}, or correct the reference`,
      });
    }
  },
};
