import { externalServers, hasPart } from '../../../harness/index.ts';
import { clusterName, listening } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

type Resolved = Record<string, { host: string; addresses: string[] }>;

test(
  'Every Service resolves from the API pod, by its full and its short name',
  check({
    id: 'service-names-resolve',
    requires: ['api'],
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
    remediation:
      'Check that the Service exists (kubectl -n dify get services) and read the DNS log (kubectl -n kube-system logs -l k8s-app=kube-dns).',
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
  'Names of external systems resolve to the stand-ins, and no other outside name resolves',
  check({
    id: 'outside-names-end-at-stand-ins',
    requires: ['api'],
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
    remediation: 'Stop now (dify-e2e down): the rehearsal is not isolated and could reach real systems.',
  }),
  async ({ env, inPod, note }) => {
    const problems: string[] = [];
    const outside = [...new Set(externalServers(env.config.external).map(({ host }) => host))];
    // example.com exists in the real DNS, so an answer shows that queries leave the cluster.
    const names = [...outside, 'example.com'];
    for (const part of (['api', 'worker', 'plugin-daemon'] as const).filter((one) => hasPart(env.config, one))) {
      const found = await inPod<Resolved>(part, 'resolve_names.py', { names });
      for (const name of outside) {
        const addresses = found[name]?.addresses.join() ?? '';
        if (addresses !== env.standInAddresses[name])
          problems.push(`${part}: ${name} resolves to ${addresses || 'nothing'}, not to the stand-in`);
      }
      if (found['example.com']?.addresses.length)
        problems.push(`${part}: example.com resolves, so the cluster resolves outside names`);
    }
    for (const name of outside) note(`${name}: ${env.standInAddresses[name]}`);
    note('no other outside name resolves');
    expectNone(problems);
  },
);
