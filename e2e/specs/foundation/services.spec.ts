import { endpointsOf, hostsOf, liveWorkload, pending, ready, waitFor, wantedPods } from '../../../harness/index.ts';
import { containerPorts, targetPort } from '../../clients/cluster/ports.ts';
import { listening } from '../../clients/cluster/topology.ts';
import { httpRoutes, refusals } from '../../clients/ingress/http-routes.ts';
import { meansHost } from '../../clients/ingress/ingress-matrix.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

const observe = { severity: 'mandatory', effect: 'observe', needs: [] } as const;

test(
  'Every Service has the promised port, and its targetPort is a port of its containers',
  check({
    ...observe,
    id: 'service-ports',
    claims: ['NET-1'],
    faults: [
      {
        kind: 'patch',
        object: 'Service',
        part: 'plugin-daemon',
        operations: [{ op: 'replace', path: '/spec/ports/0/port', value: 5012 }],
      },
    ],
    remediation:
      'Correct the port and targetPort of the Service; targetPort must be a containerPort of the Deployment, or its name.',
  }),
  async ({ env, kube, note }) => {
    const problems: string[] = [];
    for (const workload of listening(env.config)) {
      const { name, service, port } = workload;
      const { spec } = await kube.core.readNamespacedService({ name: service, namespace: kube.namespace });
      const found = spec?.ports?.find((one) => one.port === port);
      const open = containerPorts((await liveWorkload(kube, workload)).spec?.template.spec?.containers ?? []);
      const target = found && targetPort(found, open);
      note(`${service}: port ${found?.port ?? '-'} to container port ${target ?? '-'}`);
      if (!found)
        problems.push(`Service ${service} has port ${spec?.ports?.map((one) => one.port).join(', ')}, not ${port}`);
      else if (target === undefined)
        problems.push(`Service ${service}: targetPort ${found.targetPort} is not a port of ${name}`);
    }
    expectNone(problems);
  },
);

test(
  'Every Service has one ready endpoint per replica',
  check({
    ...observe,
    id: 'services-have-endpoints',
    claims: ['SVC-1', 'DEP-2'],
    dependsOn: ['deployments-ready'],
    needs: ALL_IMAGES,
    faults: [
      {
        kind: 'patch',
        object: 'Service',
        part: 'sandbox',
        operations: [{ op: 'replace', path: '/spec/selector/app', value: 'nobody' }],
      },
    ],
    remediation: "Compare the Service's selector with the pods' labels; see kubectl -n dify get endpointslices.",
  }),
  async ({ env, kube, note }) => {
    const problems: string[] = [];
    for (const [service, workloads] of Map.groupBy(listening(env.config), (one) => one.service)) {
      const { addresses } = await endpointsOf(kube, service);
      const found = await Promise.all(workloads.map((workload) => liveWorkload(kube, workload)));
      const replicas = found.map(wantedPods).reduce((sum, one) => sum + one, 0);
      note(`${service}: ${addresses.length} addresses`);
      if (addresses.length !== replicas)
        problems.push(`Service ${service} has ${addresses.length} ready addresses for ${replicas} replicas`);
    }
    expectNone(problems);
  },
);

test(
  'Every host has an Ingress with an address',
  check({
    ...observe,
    id: 'ingresses-have-address',
    requires: ['edge:ingress'],
    claims: ['DEP-2'],
    needs: ['ingress-controller'],
    faults: [{ kind: 'route', path: '/nobody', host: 'web', to: 'web', ingressClass: 'nobody' }],
    remediation: 'Set ingressClassName to the class of a running controller; see kubectl -n dify get ingress.',
  }),
  async ({ env, kube, note }) => {
    const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
    const problems = hostsOf(env.config)
      .filter((host) => !items.some(({ spec }) => spec?.rules?.some((rule) => rule.host === host)))
      .map((host) => `no Ingress has a rule for ${host}`);
    for (const { metadata, status } of items) {
      const addresses = status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname) ?? [];
      note(`Ingress ${metadata?.name}: ${addresses.join(', ') || 'no address'}`);
      if (addresses.length === 0) problems.push(`Ingress ${metadata?.name} has no address`);
    }
    expectNone(problems);
  },
);

test(
  'Every HTTPRoute is accepted by its Gateway, and every host has one',
  check({
    ...observe,
    id: 'routes-accepted',
    requires: ['edge:gateway'],
    claims: ['DEP-2'],
    needs: ['ingress-controller'],
    faults: [{ kind: 'route', path: '/nobody', host: 'web', to: 'web', ingressClass: 'nobody' }],
    remediation:
      'See kubectl describe httproute: parentRefs must name a Gateway that takes routes of this namespace and host, backendRefs a Service of the set.',
  }),
  async ({ env, kube, note }) => {
    const routes = await waitFor({
      subject: 'HTTPRoutes accepted by their Gateways',
      timeoutMs: 20_000,
      poll: async () => {
        const found = await httpRoutes(kube);
        return found.flatMap(refusals).length === 0 ? ready(found) : pending('not yet');
      },
    }).catch(() => httpRoutes(kube));
    const hosts = routes.flatMap(({ spec }) => spec?.hostnames ?? ['']);
    for (const { metadata, spec } of routes)
      note(`HTTPRoute ${metadata?.name}: ${spec?.hostnames?.join(', ') ?? 'every host'}`);
    const without = hostsOf(env.config).filter((host) => !hosts.some((one) => meansHost(one, host)));
    expectNone([...routes.flatMap(refusals), ...without.map((host) => `no HTTPRoute has the host ${host}`)]);
  },
);
