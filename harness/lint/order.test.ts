import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { images } from './rules/images/index.ts';
import { network } from './rules/network/index.ts';
import { references } from './rules/references/index.ts';
import { resources } from './rules/resources/index.ts';
import { deploymentText, documents, objectText, serviceText } from './testing/example-text.ts';
import { exampleInput } from './testing/inputs.ts';

const RULES = [...references, ...network, ...resources, ...images];

/** Few names, so that objects meet: references that fit and others that don't, selectors that overlap. */
const name = fc.constantFrom('dify-api', 'dify-worker', 'dify-web', 'a');
const image = fc.constantFrom('langgenius/dify-api:1.11.4', 'langgenius/dify-api:1.11.3', 'x/y', 'your-registry/x:1');
const container = fc.constantFrom(
  '',
  'imagePullPolicy: Always',
  'envFrom: [{ configMapRef: { name: a } }, { secretRef: { name: dify-api } }]',
  'ports: [{ name: http, containerPort: 80 }]\nlivenessProbe: { tcpSocket: { port: web } }',
  'resources: { requests: { memory: 2Gi, cpu: 100m }, limits: { memory: 1Gi } }',
  'volumeMounts: [{ name: data, mountPath: /data, subPath: k }]',
);
const pod = fc.constantFrom(
  '',
  'serviceAccountName: a',
  'volumes: [{ name: data, persistentVolumeClaim: { claimName: a } }]',
  'volumes: [{ name: data, configMap: { name: a } }]',
);
const object = fc.oneof(
  fc
    .tuple(name, name, image, container, pod, fc.integer({ min: 0, max: 3 }))
    .map(([own, app, text, inContainer, inPod, replicas]) =>
      deploymentText(own, {
        image: text,
        container: inContainer,
        pod: inPod,
        spec: `replicas: ${replicas}`,
      }).replaceAll(`app: ${own} `, `app: ${app} `),
    ),
  fc.tuple(name, name).map(([own, app]) => serviceText(own, '- { name: http, port: 80 }', `selector: { app: ${app} }`)),
  name.map((own) => objectText('v1', 'ConfigMap', own, 'data: { k: v }')),
  name.map((own) => objectText('v1', 'Secret', own, 'stringData: { k: v }')),
  name.map((own) => objectText('v1', 'ServiceAccount', own)),
  name.map((own) => objectText('v1', 'PersistentVolumeClaim', own, 'spec: { accessModes: [ReadWriteOnce] }')),
  name.map((app) =>
    objectText(
      'policy/v1',
      'PodDisruptionBudget',
      app,
      `spec: { minAvailable: 1, selector: { matchLabels: { app: ${app} } } }`,
    ),
  ),
  fc
    .tuple(name, fc.constantFrom('Ingress', 'Egress'))
    .map(([own, type]) =>
      objectText('networking.k8s.io/v1', 'NetworkPolicy', own, `spec: { podSelector: {}, policyTypes: [${type}] }`),
    ),
);

/** An object that is there twice is a finding of its own: which of the two is meant, nobody can tell. */
const set = fc.uniqueArray(object, {
  minLength: 1,
  maxLength: 12,
  selector: (text) => text.slice(0, text.indexOf('\n', text.indexOf('metadata:'))),
});

async function said(objects: readonly string[]): Promise<string[]> {
  const { findings } = judge(await exampleInput({ manifests: documents(...objects) }), RULES, '2026-01-01');
  return findings.map(({ rule, at, message, cause, fingerprint }) =>
    [rule.id, at.object, at.field, message, cause, fingerprint].join(' | '),
  );
}

test('the order of objects changes no finding', async () => {
  await fc.assert(
    fc.asyncProperty(
      set.chain((objects) =>
        fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length })),
      ),
      async ([objects, shuffled]) => {
        expect((await said(shuffled)).sort()).toEqual((await said(objects)).sort());
      },
    ),
    { numRuns: 60 },
  );
});
