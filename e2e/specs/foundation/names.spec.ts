import { clusterName, listening } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

type Resolved = Record<string, { host: string; addresses: string[] }>;

test(
  "Every Service is found by Kubernetes DNS from the API's pod, by its full and by its short name",
  check({
    id: 'service-names-resolve',
    claims: ['SVC-3'],
    severity: 'mandatory',
    effect: 'observe',
    needs: [],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'api',
        operations: [
          {
            op: 'add',
            path: '/spec/template/spec/hostAliases',
            value: [{ ip: '192.0.2.1', hostnames: ['${service:web}'] }],
          },
        ],
      },
    ],
    remediation: 'kubectl -n kube-system logs -l k8s-app=kube-dns; kubectl -n dify get services.',
  }),
  async ({ env, kube, inPod, note }) => {
    const problems: string[] = [];
    const parts = listening(env.config);
    const names = parts.flatMap(({ part, service }) => [clusterName(env.config, part), service]);
    const found = await inPod<Resolved>('api', 'resolve_names.py', { names });
    for (const { part, service } of parts) {
      const { spec } = await kube.core.readNamespacedService({ name: service, namespace: kube.namespace });
      for (const name of [clusterName(env.config, part), service]) {
        const addresses = found[name]?.addresses ?? [];
        if (addresses.join() !== spec?.clusterIP)
          problems.push(`${name} resolves to ${addresses.join(', ') || 'nothing'}, not to ${spec?.clusterIP}`);
      }
      note(`${clusterName(env.config, part)} is ${spec?.clusterIP}`);
    }
    expectNone(problems);
  },
);

test(
  'The names of the outside systems end at the stand-ins, and no other name is known',
  check({
    id: 'outside-names-end-at-stand-ins',
    claims: ['SVC-3'],
    severity: 'mandatory',
    effect: 'observe',
    needs: [],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'plugin-daemon',
        operations: [
          {
            op: 'add',
            path: '/spec/template/spec/hostAliases',
            value: [{ ip: '192.0.2.1', hostnames: ['example.com'] }],
          },
        ],
      },
    ],
    remediation: 'The rehearsal is not isolated: stop here (dify-e2e down), nothing may reach the real systems.',
  }),
  async ({ env, inPod, note }) => {
    const problems: string[] = [];
    const outside = [...new Set(Object.values(env.config.external).flatMap((server) => server?.host ?? []))];
    // A name of the documentation's own domain: it exists in the real DNS, so an answer means that questions leave.
    const names = [...outside, 'example.com'];
    for (const part of ['api', 'worker', 'plugin-daemon'] as const) {
      const found = await inPod<Resolved>(part, 'resolve_names.py', { names });
      for (const name of outside) {
        const addresses = found[name]?.addresses.join() ?? '';
        if (addresses !== env.standInAddress)
          problems.push(`${part}: ${name} is ${addresses || 'not known'}, not the stand-in`);
      }
      if (found['example.com']?.addresses.length)
        problems.push(`${part}: example.com resolves, so names of the outside do`);
    }
    note(`${outside.join(', ')}: ${env.standInAddress}`);
    expectNone(problems);
  },
);
