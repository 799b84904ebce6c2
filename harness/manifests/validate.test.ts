import { expect, test } from 'vitest';
import { deployment, setOf, yaml } from './testing.ts';
import { validateManifests } from './validate.ts';

const NAMESPACE = { namespace: 'dify' };
const config = yaml('v1', 'ConfigMap', 'settings', 'data: { A: "1", squid.conf: x }\n');
const secret = yaml('v1', 'Secret', 'keys', 'stringData: { TOKEN: t }\n');

/** @returns each finding as `id@line`. */
async function judge(...documents: string[]): Promise<string[]> {
  return validateManifests(await setOf(...documents), NAMESPACE).map(({ id, line }) => `${id}@${line}`);
}

const fromKey = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string, more = '') =>
  deployment('app', {
    container: `          env:\n            - name: X\n              valueFrom:\n                ${kind}:\n                  name: ${name}\n                  key: ${key}\n${more}`,
  });
/** Line of `key:` above, when the Deployment is the first document. */
const KEY_LINE = 21;

test('a sound set has no finding', async () => {
  const port = 'spec:\n  selector: { app: app }\n  ports: [{ port: 80, targetPort: http }]\n';
  expect(
    await judge(fromKey('secretKeyRef', 'keys', 'TOKEN'), secret, config, yaml('v1', 'Service', 'app', port)),
  ).toEqual([]);
});

test.each([
  [yaml('v1', 'ConfgMap', 'x'), 'kind-unknown@2'],
  [yaml('extensions/v1beta1', 'Ingress', 'x', 'spec: {}\n'), 'api-version-unknown@1'],
  [yaml('v1', 'Service', 'x', 'spec: {}\n').replace('namespace: dify', 'namespace: other'), 'namespace-wrong@5'],
  [yaml('v1', 'Service', 'x', 'spec: {}\n').replace('  namespace: dify\n', ''), 'namespace-wrong@3'],
  [`${config}---\n${config}`, 'object-duplicate@11'],
  [yaml('v1', 'ConfigMap', 'x', 'data:\n  PORT: 5001\n'), 'field-malformed@7'],
])('identity and shape: %#', async (text, expected) => {
  expect(await judge(text)).toEqual([expected]);
});

test('a kind whose definition is in the set is known', async () => {
  const definition = yaml('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'gadgets.example.com');
  const names = 'spec: { names: { kind: Gadget } }\n';
  expect(await judge(definition + names, yaml('example.com/v1', 'Gadget', 'g'))).toEqual([]);
});

test.each([
  [fromKey('configMapKeyRef', 'settings', 'B'), `configmap-key-missing@${KEY_LINE}`],
  [fromKey('configMapKeyRef', 'absent', 'A'), `configmap-missing@${KEY_LINE}`],
  [fromKey('secretKeyRef', 'keys', 'WRONG'), `secret-key-missing@${KEY_LINE}`],
  [fromKey('secretKeyRef', 'absent', 'TOKEN'), `secret-missing@${KEY_LINE}`],
])('a reference to what is not there: %#', async (app, expected) => {
  expect(await judge(app, config, secret)).toContain(expected);
});

test('an optional reference may be missing', async () => {
  const optional = fromKey('secretKeyRef', 'absent', 'TOKEN', '                  optional: true\n');
  expect(await judge(optional)).toEqual([]);
});

test('envFrom, volumes and a mounted file of a ConfigMap are references too', async () => {
  const app = deployment('app', {
    container: [
      '          envFrom: [{ secretRef: { name: gone } }]',
      '          volumeMounts:',
      '            - { name: files, mountPath: /etc/squid/squid.conf, subPath: squid.cfg }',
      '            - { name: nowhere, mountPath: /x }',
      '',
    ].join('\n'),
    pod: [
      '      serviceAccountName: robot',
      '      volumes:',
      '        - name: files',
      '          configMap: { name: settings }',
      '        - name: data',
      '          persistentVolumeClaim: { claimName: lost }',
      '',
    ].join('\n'),
  });
  expect((await judge(app, config)).sort()).toEqual([
    'claim-missing@25',
    'configmap-key-missing@23',
    'secret-missing@16',
    'service-account-missing@20',
    'volume-missing@19',
  ]);
});

test('a secret key that nobody uses is worth a look, no more', async () => {
  const two = yaml('v1', 'Secret', 'keys', 'stringData:\n  TOKEN: t\n  OLD: o\n');
  const found = validateManifests(await setOf(fromKey('secretKeyRef', 'keys', 'TOKEN'), two), NAMESPACE);
  expect(found.map(({ id, severity }) => [id, severity])).toEqual([['secret-key-unused', 'informational']]);
});

test('a Service that means no pod, or a port that no pod has', async () => {
  const service = (app: string, port: string) =>
    yaml(
      'v1',
      'Service',
      app,
      `spec:\n  selector: { app: ${app} }\n  ports:\n    - port: 80\n      targetPort: ${port}\n`,
    );
  expect(await judge(service('other', 'http'), deployment('app'))).toEqual(['service-selects-nothing@7']);
  expect(await judge(service('app', '8080'), deployment('app'))).toEqual(['target-port-missing@10']);
  expect(await judge(service('app', '80'), deployment('app'))).toEqual([]);
});

test('a selector that does not mean its own pods', async () => {
  const app = deployment('app').replace('matchLabels: { app: app }', 'matchLabels: { app: old }');
  expect(await judge(app)).toEqual(['selector-mismatch@7']);
});

test('a finding says which object it is about, and which claims it refutes', async () => {
  const [finding] = validateManifests(await setOf(fromKey('secretKeyRef', 'keys', 'WRONG'), secret), NAMESPACE);
  expect(finding).toMatchObject({ object: 'Deployment dify/app', claims: ['SEC-3'], severity: 'mandatory' });
  expect(finding?.message).toContain('"WRONG"');
  expect(finding?.remedy).not.toBe('');
});

test('malformed YAML of every sort yields findings and never an exception', async () => {
  const odd = ['spec: 5', 'spec: { template: { spec: { containers: no } } }', 'spec: { rules: [1] }', 'data: [a]'];
  for (const kind of ['Deployment', 'Service', 'Ingress', 'ConfigMap', 'Secret', 'Job'])
    for (const rest of odd) await judge(yaml('v1', kind, 'x', `${rest}\n`));
});
