import { expect, test } from 'vitest';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';
import { messages, remarks, saying } from '../../testing/saying.ts';
import { references } from './index.ts';
import { pvcAccessMode } from './pvc-access-mode.ts';
import { pvcStorageClass } from './pvc-storage-class.ts';
import { pvcUnused } from './pvc-unused.ts';

const config = objectText('v1', 'ConfigMap', 'settings', 'data: { A: "1", squid.conf: x }');
const secret = objectText('v1', 'Secret', 'keys', 'stringData: { TOKEN: t }');
const whole = 'envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: keys } }]';

const fromKey = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string, more = '') =>
  deploymentText('app', {
    container: `env:\n  - name: X\n    valueFrom: { ${kind}: { name: ${name}, key: ${key}${more} } }`,
  });
/** Line of the reference above, when the Deployment is the first document. */
const REFERENCE = 14;

test.each([
  [fromKey('configMapKeyRef', 'settings', 'B'), [`configmap-key-missing@${REFERENCE}`]],
  [fromKey('configMapKeyRef', 'absent', 'A'), [`configmap-missing@${REFERENCE}`]],
  [fromKey('secretKeyRef', 'keys', 'WRONG'), [`secret-key-missing@${REFERENCE}`]],
  [fromKey('secretKeyRef', 'absent', 'TOKEN'), [`secret-missing@${REFERENCE}`]],
  [fromKey('secretKeyRef', 'absent', 'TOKEN', ', optional: true'), []],
])('a reference to something that may be missing: %#', async (app, expected) => {
  const other = deploymentText('other', { container: whole });
  expect(await saying(references, documents(app, config, secret, other))).toEqual(expected);
});

test('a ConfigMap in another namespace does not count', async () => {
  const elsewhere = config.replace('namespace: dify', 'namespace: other');
  const app = deploymentText('app', { container: 'envFrom: [{ configMapRef: { name: settings } }]' });
  expect(await saying(references, documents(app, elsewhere))).toContain('configmap-missing@12');
});

test('one missing Secret is one finding per workload, however many variables reference it', async () => {
  const app = deploymentText('app', {
    container: [
      'envFrom: [{ secretRef: { name: gone } }]',
      'env:',
      ...['A', 'B'].map((key) => `  - { name: ${key}, valueFrom: { secretKeyRef: { name: gone, key: ${key} } } }`),
    ].join('\n'),
  });
  expect(await saying(references, app)).toEqual(['secret-missing@12']);
});

test('envFrom, volumes and a mounted file of a ConfigMap are references', async () => {
  const app = deploymentText('app', {
    container: [
      'envFrom: [{ secretRef: { name: gone } }]',
      'volumeMounts:',
      '  - { name: files, mountPath: /etc/squid/squid.conf, subPath: squid.cfg }',
      '  - { name: data, mountPath: /data }',
      '  - { name: nowhere, mountPath: /x }',
    ].join('\n'),
    pod: [
      'serviceAccountName: robot',
      'volumes:',
      '  - { name: files, configMap: { name: settings } }',
      '  - { name: data, persistentVolumeClaim: { claimName: lost } }',
    ].join('\n'),
  });
  expect((await saying(references, documents(app, config))).sort()).toEqual([
    'configmap-key-missing@11',
    'pvc-missing@12',
    'secret-missing@16',
    'service-account-missing@9',
    'volume-missing@20',
  ]);
});

test('a projected volume refers to its sources', async () => {
  const app = (key: string) =>
    deploymentText('app', {
      container: 'volumeMounts: [{ name: all, mountPath: /all }]',
      pod: `volumes:\n  - name: all\n    projected: { sources: [{ secret: { name: keys, items: [{ key: ${key}, path: token }] } }] }`,
    });
  expect(await saying(references, documents(app('TOKEN'), secret))).toEqual([]);
  expect(await saying(references, documents(app('OTHER'), secret))).toContain('secret-key-missing@11');
});

test('use by an Ingress, a ServiceAccount or a custom resource counts', async () => {
  const secrets = ['cert', 'login', 'pull', 'custom'].map((name) =>
    objectText('v1', 'Secret', name, 'stringData: { TOKEN: t }'),
  );
  const users = [
    objectText('networking.k8s.io/v1', 'Ingress', 'web', 'spec: { tls: [{ secretName: cert }] }').replace(
      'namespace: dify }',
      'namespace: dify, annotations: { nginx.ingress.kubernetes.io/auth-secret: dify/login } }',
    ),
    objectText('v1', 'ServiceAccount', 'default', 'imagePullSecrets: [{ name: pull }]'),
    objectText('traefik.io/v1alpha1', 'TLSStore', 'default', 'spec: { defaultCertificate: { secretName: custom } }'),
  ];
  expect(await saying(references, documents(...secrets, ...users))).toEqual([]);
  expect(await saying(references, documents(...secrets))).toHaveLength(4);
});

const claim = (mode: string, name = 'files') =>
  objectText('v1', 'PersistentVolumeClaim', name, `spec:\n  accessModes: [${mode}]`);
const writer = (name: string, replicas: number, more = '') =>
  deploymentText(name, {
    spec: `replicas: ${replicas}`,
    container: `volumeMounts: [{ name: files, mountPath: /files${more} }]`,
    pod: 'volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]',
  });

test.each([
  ['ReadWriteOnce', [writer('api', 1)], 0],
  ['ReadWriteOnce', [writer('api', 2)], 1],
  ['ReadWriteOnce', [writer('api', 1), writer('worker', 1)], 1],
  ['ReadWriteMany', [writer('api', 2), writer('worker', 1)], 0],
  ['ReadOnlyMany', [writer('api', 2)], 1],
  ['ReadOnlyMany', [writer('api', 2, ', readOnly: true')], 0],
])('a %s claim, mounted by %#', async (mode, pods, expected) => {
  expect(await messages([pvcAccessMode], documents(claim(mode), ...pods))).toHaveLength(expected);
});

test('a claim that a StatefulSet creates for its pods is used', async () => {
  const state = documents(
    deploymentText('db', { spec: 'volumeClaimTemplates: [{ metadata: { name: data } }]\nserviceName: db' }).replace(
      'kind: Deployment',
      'kind: StatefulSet',
    ),
    claim('ReadWriteOnce', 'data-db-0'),
  );
  expect(await saying([pvcUnused], state)).toEqual([]);
});

test('a PVC without a class gets a remark: the cluster must have a default StorageClass', async () => {
  expect(await remarks([pvcStorageClass])).toEqual([
    expect.stringContaining('the cluster must have a default StorageClass'),
  ]);
});

test('malformed objects never cause an exception', async () => {
  const odd = ['spec: 5', 'spec: { template: { spec: { containers: no } } }', 'spec: { rules: [1] }', 'data: [a]'];
  for (const kind of ['Deployment', 'Service', 'Ingress', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'Job']) {
    for (const rest of odd) await saying(references, objectText('v1', kind, 'x', rest));
  }
});
