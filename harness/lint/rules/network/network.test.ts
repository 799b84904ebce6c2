import { describe, expect, test } from 'vitest';
import { deploymentText, documents, objectText, serviceText } from '../../testing/example-text.ts';
import { messages, remarks, saying } from '../../testing/saying.ts';
import { networkPolicyBlocksDns } from './network-policy-blocks-dns.ts';
import { networkPolicyBlocksIngress } from './network-policy-blocks-ingress.ts';
import { networkPolicySelectsNoPods } from './network-policy-selects-no-pods.ts';
import { partMissing } from './part-missing.ts';
import { partServiceMissing } from './part-service-missing.ts';
import { portNameDuplicate } from './port-name-duplicate.ts';
import { portNameInvalid } from './port-name-invalid.ts';
import { serviceExposed } from './service-exposed.ts';
import { servicePortUnexpected } from './service-port-unexpected.ts';
import { serviceSelectsNoPods } from './service-selects-no-pods.ts';
import { serviceWithoutSelector } from './service-without-selector.ts';
import { targetPortMissing } from './target-port-missing.ts';
import { workloadSelectorsOverlap } from './workload-selectors-overlap.ts';

const app = deploymentText('app', { container: 'ports: [{ name: http, containerPort: 80 }]' });
const service = (selector: string, port: string) =>
  serviceText('app', `- { name: http, port: 80, targetPort: ${port} }`, `selector: { app: ${selector} }`);

test('a Service that selects no pod, or targets a port that no pod has', async () => {
  const rules = [serviceSelectsNoPods, targetPortMissing];
  expect(await saying(rules, documents(service('other', 'http'), app))).toEqual(['service-selects-no-pods@5']);
  expect(await saying(rules, documents(service('app', '8080'), app))).toEqual(['target-port-missing@7']);
  expect(await saying(rules, documents(service('app', 'http'), app))).toEqual([]);
  expect(await saying(rules, documents(service('app', '80'), app))).toEqual([]);
});

test('pods in another namespace are not selected', async () => {
  const elsewhere = app.replace('namespace: dify', 'namespace: other');
  expect(await saying([serviceSelectsNoPods], documents(service('app', 'http'), elsewhere))).toHaveLength(1);
});

test('a workload that cannot be read may define the missing pods', async () => {
  const broken = objectText('apps/v1', 'Deployment', 'app', 'spec: { template: 5 }');
  expect(await saying([serviceSelectsNoPods], documents(service('app', 'http'), broken))).toEqual([]);
});

test('two workloads with the same labels are one finding', async () => {
  const copy = app.replace('name: app, namespace', 'name: copy, namespace');
  expect(await messages([workloadSelectorsOverlap], documents(app, copy))).toEqual([
    'the selector also matches the pods of Deployment dify/copy',
  ]);
});

test('a part under a similar name is reported as missing', async () => {
  const set = documents(deploymentText('dify-wrker'), deploymentText('dify-api'));
  expect(await messages([partMissing], set)).toHaveLength(5);
  expect(await saying([partMissing], set)).toContain('part-missing@3');
});

test('without its Deployment, the Service of a part may be missing', async () => {
  expect(await messages([partServiceMissing], deploymentText('dify-api'))).toEqual([
    'api has no Service: the set has no Service "dify-api"',
  ]);
});

test('the worker does not listen and needs no Service', async () => {
  expect(await messages([partServiceMissing], deploymentText('dify-worker'))).toEqual([]);
});

test('a Service with the promised port among others is correct', async () => {
  const web = (ports: string) => serviceText('dify-web', ports);
  expect(await saying([servicePortUnexpected], web('- { name: a, port: 80 }\n- { name: b, port: 3000 }'))).toEqual([]);
  expect(await saying([servicePortUnexpected], web('- { name: a, port: 80 }'))).toEqual(['service-port-unexpected@7']);
});

test('the Service of a part must not be an ExternalName, another Service may', async () => {
  const outside = (name: string) =>
    objectText('v1', 'Service', name, 'spec: { type: ExternalName, externalName: dbnode0.maywzh.com }');
  expect(await saying([serviceWithoutSelector], outside('dify-api'))).toEqual(['service-without-selector@4']);
  expect(await saying([serviceWithoutSelector], outside('postgres'))).toEqual([]);
});

test('endpoints defined by hand count', async () => {
  const byHand = objectText('v1', 'Endpoints', 'dify-api', 'subsets: []');
  const without = serviceText('dify-api', '- { port: 5001 }', '');
  expect(await saying([serviceWithoutSelector], without)).toHaveLength(1);
  expect(await saying([serviceWithoutSelector], documents(without, byHand))).toEqual([]);
});

test('a Service with several ports must name each', async () => {
  expect(await messages([portNameDuplicate], serviceText('a', '- { port: 80 }'))).toEqual([]);
  expect(await messages([portNameDuplicate], serviceText('a', '- { port: 80 }\n- { port: 81 }'))).toHaveLength(1);
  expect(
    await messages([portNameDuplicate], serviceText('a', '- { name: a, port: 80 }\n- { name: b, port: 81 }')),
  ).toEqual([]);
});

test.each([
  ['http', true],
  ['a23456789012345', true],
  ['a234567890123456', false],
  ['8080', false],
  ['a--b', false],
  ['-a', false],
])('the port name %s is valid: %s', async (name, valid) => {
  const pods = deploymentText('app', { container: `ports: [{ name: "${name}", containerPort: 80 }]` });
  expect(await messages([portNameInvalid], pods)).toHaveLength(valid ? 0 : 1);
});

test.each(['NodePort', 'LoadBalancer'])('a Service of type %s bypasses the Ingress', async (type) => {
  const open = serviceText('app', '- { port: 80 }', `type: ${type}\nselector: { app: app }`);
  expect(await messages([serviceExposed], open)).toEqual([expect.stringContaining(type)]);
});

test('a peer of a NetworkPolicy that matches no pod', async () => {
  const policy = (peer: string) =>
    objectText(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'p',
      `spec:\n  podSelector: {}\n  ingress:\n    - from: [{ podSelector: { matchLabels: { app: ${peer} } } }]`,
    );
  expect(await saying([networkPolicySelectsNoPods], documents(policy('gone'), app))).toEqual([
    'network-policy-selects-no-pods@7',
  ]);
  expect(await saying([networkPolicySelectsNoPods], documents(policy('app'), app))).toEqual([]);
});

test('a set without NetworkPolicies gets a remark', async () => {
  expect(await remarks([networkPolicySelectsNoPods])).toEqual([expect.stringContaining('no NetworkPolicy')]);
});

describe('what NetworkPolicies allow', () => {
  const policy = (name: string, spec: string) =>
    objectText('networking.k8s.io/v1', 'NetworkPolicy', name, `spec:\n  podSelector: {}\n  ${spec}`);
  const sandbox = deploymentText('dify-sandbox', { container: 'ports: [{ name: http, containerPort: 8194 }]' });

  test.each([
    ['policyTypes: [Egress]', 1],
    ['policyTypes: [Ingress]', 0],
    ['egress: [{}]', 0],
    ['egress: [{ ports: [{ protocol: UDP, port: 53 }] }]', 0],
    ['egress: [{ ports: [{ port: 1, endPort: 1023 }] }]', 0],
    ['egress: [{ ports: [{ port: 443 }] }]', 1],
    ['egress: [{ to: [{ podSelector: {} }] }]', 1],
    ['egress: [{ to: [{ ipBlock: { cidr: 10.96.0.10/32 } }] }]', 0],
  ])('DNS: %s', async (spec, expected) => {
    expect(await messages([networkPolicyBlocksDns], documents(sandbox, policy('p', spec)))).toHaveLength(expected);
  });

  test('the rules of two policies add up', async () => {
    const set = documents(
      sandbox,
      policy('deny', 'policyTypes: [Ingress, Egress]'),
      policy('allow', 'policyTypes: [Ingress, Egress]\n  ingress: [{ ports: [{ port: http }] }]\n  egress: [{}]'),
    );
    expect(await messages([networkPolicyBlocksDns, networkPolicyBlocksIngress], set)).toEqual([]);
  });

  test.each([
    ['policyTypes: [Ingress]', 1],
    ['policyTypes: [Egress]', 0],
    ['ingress: [{}]', 0],
    ['ingress: [{ ports: [{ port: 80 }] }]', 1],
  ])('incoming traffic: %s', async (spec, expected) => {
    expect(await messages([networkPolicyBlocksIngress], documents(sandbox, policy('p', spec)))).toHaveLength(expected);
  });
});
