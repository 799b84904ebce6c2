import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { UsageError } from '../errors/index.ts';
import type { KubernetesObject } from '../kube-objects/index.ts';
import { repaired, schemasOf, withoutNulls } from './index.ts';

const objectsOf = (text: string): KubernetesObject[] =>
  parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);

/** @returns the problems of a text's first object as `path: message`. */
function problemsOf(text: string, version = '1.34'): string[] {
  const [object, ...others] = objectsOf(text);
  if (!object) throw new Error('no object');
  const found = schemasOf(version, others).problems(withoutNulls(object));
  return found.map(({ path, message, remedy }) => `${path.join('.')}: ${message}${remedy ? `; ${remedy}` : ''}`);
}

const deployment = (spec: string, container = '{ name: main, image: "example:1" }') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: app, labels: { app: app } }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec: { containers: [${container}] }
${spec}`;
const container = (fields: string) => deployment('', `{ name: main, ${fields} }`);
const AT = 'spec.template.spec.containers.0';

describe('what the API server accepts has no problem', () => {
  test.each([
    ['plain', deployment('')],
    ['a port by number', deployment('  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 25% } }')],
    [
      'a quantity without quotes',
      container('resources: { limits: { cpu: 1, memory: 1.5Gi }, requests: { cpu: 250m } }'),
    ],
    ['optional fields without a value', `${deployment('  replicas: null\n  strategy:')}\nstatus: null`],
    [
      'a time that a client left empty',
      'apiVersion: v1\nkind: Service\nmetadata: { name: a, creationTimestamp: null }',
    ],
    ['a key without a value', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { EMPTY: }'],
    ['an enum left empty', container('imagePullPolicy: ""')],
    ['any key in data', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { constructor: x }'],
    ['a value that is filled in', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { K: "${B64}" }'],
    [
      'a role with a colon in its name',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: "a:b" }',
    ],
  ])('%s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('what it rejects has one', () => {
  test.each([
    [deployment('  replcias: 2'), 'spec.replcias: is not a field; did you mean "replicas"?; use replicas'],
    [deployment('  replicas: two'), 'spec.replicas: must be an integer, but is the string "two"'],
    [deployment('  replicas: "2"'), 'spec.replicas: must be an integer, but is the string "2"; remove the quotes'],
    [deployment('  replicas: 1.5'), 'spec.replicas: must be an integer, but is a number'],
    [deployment('  replicas: -1'), 'spec.replicas: must be at least 0, but is -1'],
    [deployment('  paused: "true"'), 'spec.paused: must be a boolean, but is the string "true"; remove the quotes'],
    [deployment('', ''), 'spec.template.spec.containers: is empty; at least 1 is required'],
    [deployment('', 'null'), `${AT}: must be a mapping, but is empty`],
    [
      container('env: [{ name: A, value: 5001 }]'),
      `${AT}.env.0.value: must be a string, but is a number; put it in quotes`,
    ],
    [container('env: [{ value: x }]'), `${AT}.env.0.name: is missing`],
    [container('env: { A: x }'), `${AT}.env: must be a list, but is a mapping`],
    [
      container('imagePullPolicy: always'),
      /imagePullPolicy: "always" is not a valid value; valid values: Always, .*use Always$/,
    ],
    [
      container('ports: [{ containerPort: 70000 }]'),
      `${AT}.ports.0.containerPort: must be at most 65535, but is 70000`,
    ],
    [container('resources: { limits: { memory: 512MB } }'), /memory: "512MB" is not a valid quantity; use "512Mi"$/],
    [container('resources: { limits: { cpu: 100 m } }'), /cpu: "100 m" is not a valid quantity; use a value such as/],
    [
      deployment('').replace('name: app,', 'name: shop_app,'),
      /metadata.name: "shop_app" may contain only .*use shop-app$/,
    ],
    [deployment('').replace('  selector: { matchLabels: { app: app } }\n', ''), 'spec.selector: is missing'],
    ['apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { K: "plain text" }', /^data.K: is not base64/],
    [
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: hidden',
      /stringData: must be a mapping, but is a string$/,
    ],
  ])('%#', (text, expected) => {
    const found = problemsOf(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
});

describe('a CronJob’s schedule', () => {
  const cron = (schedule: string) => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "${schedule}"
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "example:1" }] } } } }`;

  test.each(['0 3 * * *', '*/15 0-6,22 ? jan-mar mon-FRI', '@daily', '@every 1h30m', ' 5  4 1 1 0 '])('%s', (good) => {
    expect(problemsOf(cron(good))).toEqual([]);
  });

  test.each([
    ['0 3 * *', 'it has 4 fields'],
    ['0 0 3 * * *', 'it has 6 fields'],
    ['60 * * * *', '"60" is not a valid minute'],
    ['0 3 * * 7', '"7" is not a valid day of week'],
    ['0 5-3 * * *', '"5-3" is not a valid hour'],
    ['*/0 * * * *', 'is not a valid minute'],
    ['@nightly', 'unknown name'],
    ['TZ=UTC 0 3 * * *', 'spec.timeZone'],
  ])('%s', (bad, reason) => {
    expect(problemsOf(cron(bad))).toEqual([expect.stringContaining(reason)]);
  });
});

describe('kinds of the set’s own definitions', () => {
  const gadget = (spec: string) => `
apiVersion: example.com/v1
kind: Gadget
metadata: { name: g }
spec: ${spec}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Gadget, plural: gadgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: { type: integer, minimum: 1 }
                port: { x-kubernetes-int-or-string: true }
                free: { type: object, x-kubernetes-preserve-unknown-fields: true }`;

  test('are compared with the schema of the definition', () => {
    expect(problemsOf(gadget('{ size: 1, port: http, free: { a: 1 } }'))).toEqual([]);
    expect(problemsOf(gadget('{ sizes: 1 }'))).toEqual(['spec.sizes: is not a field; did you mean "size"?; use size']);
    expect(problemsOf(gadget('{}'))).toEqual(['spec.size: is missing']);
  });

  test('others are not judged', () => {
    expect(problemsOf('apiVersion: unheard.of/v1\nkind: Of\nmetadata: { name: a }\nspec: 5')).toEqual([]);
  });
});

test('versions differ in what they serve; an unknown one is an error that names the known ones', () => {
  expect(() => schemasOf('1.12')).toThrow(UsageError);
  expect(() => schemasOf('1.12')).toThrow(/1\.12/);
  expect(schemasOf('1.35').find('apps/v1', 'Deployment')?.namespaced).toBe(true);
});

describe('an obvious mistake', () => {
  const schemas = schemasOf('1.34');
  const repairedFrom = (text: string) =>
    objectsOf(text).map((object) => repaired(object, schemas.problems(object), schemas.problems))[0];

  test.each([
    [container('env: [{ name: A, value: 5001 }]'), { env: [{ name: 'A', value: '5001' }] }],
    [container('ports: [{ containerPort: "80" }]'), { ports: [{ containerPort: 80 }] }],
    [container('imagePullPolcy: Always'), { imagePullPolicy: 'Always' }],
    [container('comand: x'), { name: 'main' }],
    [container('imagePullPolicy: always, comand: [x]'), { imagePullPolicy: 'always', command: ['x'] }],
  ])('is repaired: %#', (text, expected) => {
    expect(repairedFrom(text)).toMatchObject({ spec: { template: { spec: { containers: [expected] } } } });
  });

  test.each([container('env: [{ value: x }]'), container('args: [{ a: b }]'), deployment('', 'null')])(
    'is not repaired if the intention is unclear: %#',
    (text) => {
      expect(repairedFrom(text)).toBeUndefined();
    },
  );
});
