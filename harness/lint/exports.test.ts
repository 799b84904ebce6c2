import { expect, test } from 'vitest';
import { writeManifests } from '../manifests/testing/sets.ts';
import { lintSet } from './lint-set.ts';

const judged = async (text: string) =>
  (
    await lintSet({ manifests: await writeManifests({ 'all.yaml': text }), today: '2026-01-01' })
  ).judgement.findings.map(({ rule, message }) => `${rule.id}: ${message}`);

/** What only a cluster writes into an object, and what the object would be without it. */
const FROM_CLUSTER = [
  'field-invalid',
  'kind-unknown',
  'placeholder-domain',
  'object-duplicate',
  'sensitive-value-exposed',
];

const ofCluster = (found: readonly string[]): string[] =>
  found.filter((line) => FROM_CLUSTER.some((id) => line.startsWith(`${id}:`)));

test('what kubectl get -o yaml prints is judged without the fields that only a cluster writes', async () => {
  const found = await judged(`apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    annotations:
      deployment.kubernetes.io/revision: "3"
      kubectl.kubernetes.io/last-applied-configuration: |
        {"kind":"Deployment","spec":{"template":{"spec":{"containers":[{"env":[{"name":"DB_HOST","value":"db.example.com"}]}]}}}}
    creationTimestamp: "2026-01-01T00:00:00Z"
    generation: 3
    managedFields: [{ manager: kubectl, operation: Update, apiVersion: apps/v1, fieldsType: FieldsV1, fieldsV1: { "f:spec": {} } }]
    name: dify-api
    namespace: dify
    resourceVersion: "123"
    uid: 5b0f4d5e-0000-4000-8000-000000000000
  spec:
    progressDeadlineSeconds: 600
    selector: { matchLabels: { app: dify-api } }
    strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% }, type: RollingUpdate }
    template:
      metadata: { creationTimestamp: null, labels: { app: dify-api } }
      spec:
        containers:
        - image: langgenius/dify-api:1.11.4
          name: api
          ports: [{ containerPort: 5001, protocol: TCP }]
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
        dnsPolicy: ClusterFirst
        schedulerName: default-scheduler
        securityContext: {}
  status:
    availableReplicas: 1
    conditions: [{ lastTransitionTime: "2026-01-01T00:00:00Z", message: ok, reason: Fine, status: "True", type: Available }]
- apiVersion: v1
  kind: Service
  metadata: { name: dify-api, namespace: dify, uid: 5b0f4d5e-0000-4000-8000-000000000001 }
  spec:
    clusterIP: 10.96.1.2
    clusterIPs: [10.96.1.2]
    internalTrafficPolicy: Cluster
    ipFamilies: [IPv4]
    ipFamilyPolicy: SingleStack
    ports: [{ port: 5001, protocol: TCP, targetPort: 5001 }]
    selector: { app: dify-api }
    sessionAffinity: None
    type: ClusterIP
  status: { loadBalancer: {} }
`);
  expect(ofCluster(found)).toEqual([]);
  expect(found).toContain('part-missing: the set has an API, but no worker');
});

test('a null is what the API server takes it for: nothing', async () => {
  const found = await judged(`apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: dify, annotations: null, labels: null }
data: null
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: dify-api, namespace: dify }
spec:
  replicas: null
  selector: { matchLabels: { app: dify-api } }
  template:
    metadata: { labels: { app: dify-api }, annotations: null }
    spec:
      volumes: null
      containers:
        - { name: api, image: langgenius/dify-api:1.11.4, env: [{ name: DB_HOST, value: null }], envFrom: null, ports: null, resources: null }
`);
  expect(ofCluster(found)).toEqual([]);
});
