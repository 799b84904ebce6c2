import {
  installIngressController,
  isolate,
  type Surroundings,
  verifyIsolation,
} from '../../environment/cluster/index.ts';
import type { Environment } from '../../environment/environment.ts';
import { OUTSIDE_PORTS } from '../../environment/stand-ins/index.ts';
import type { Bench } from '../bench.ts';
import { saveEnvironment } from '../folders.ts';
import type { Action } from '../graph.ts';
import { outsideHosts } from '../outside-hosts.ts';
import { subjectOf } from '../subject.ts';
import { programPaths } from './cluster.ts';

/** The names of the outside world lead to the stand-ins, and nothing leads further; proven from a pod before anything is deployed. */
export function isolation(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'isolation',
    title: 'Isolation: external names lead to the stand-ins, nothing leaves',
    dependsOn: ['standins', 'load-images'],
    timeoutMs: 120_000,
    async run(step) {
      const cluster = bench.take('cluster');
      const surroundings = surroundingsOf(bench);
      await isolate(cluster, surroundings, step.signal);
      const report = await verifyIsolation(cluster, { ...surroundings, image: probeImage(bench) }, step.signal);
      for (const [name, address] of Object.entries(surroundings.hosts))
        step.note(`${name} resolves to ${address} in a pod`);
      step.note(`${report.refusedPackets} packets to the outside were refused`);
      session.ledger.push({
        part: 'cni',
        kind: 'stand-in',
        real: "the production cluster's pod network",
        used: 'point-to-point interfaces on one node (ptp, host-local, portmap)',
        source: 'packages',
        differences: ['NetworkPolicy objects are not enforced'],
      });
      bench.put('environment', await keepEnvironment(bench));
    },
  };
}

/** Traefik, or what else the config names, answering on the loopback port. */
export function ingress(bench: Bench): Action {
  return {
    id: 'ingress',
    title: 'Ingress controller',
    dependsOn: ['load-images'],
    timeoutMs: 120_000,
    async run(step) {
      const { ingressImage } = bench.session.config.cluster;
      await installIngressController(bench.take('cluster'), { image: ingressImage }, step.signal);
      step.note(`${ingressImage} answers at 127.0.0.1:${bench.take('cluster').ingress.port}`);
    },
  };
}

function surroundingsOf(bench: Bench): Surroundings {
  const { external, outside } = bench.session.config;
  const { address } = bench.take('standInHost');
  const hosts = Object.fromEntries(Object.values(external).map(({ host }) => [host, address]));
  if (!outside) return { hosts };
  return {
    hosts: { ...hosts, ...outsideHosts(outside, bench.take('cluster').serviceCidr) },
    door: { address: outside.address, to: address, ports: OUTSIDE_PORTS },
  };
}

/** The API's image, real or double, has Python 3. */
function probeImage(bench: Bench): string {
  const refs = [...bench.take('clusterImages').keys()];
  return refs.find((ref) => ref.includes('dify-api')) ?? refs[0] ?? '';
}

function outsideEndpoint(bench: Bench): Pick<Environment, 'outside'> {
  const outside = bench.take('standIns').find(({ name }) => name === 'outside-world');
  return outside ? { outside: outside.endpoint } : {};
}

/** From here on every verb and every spec finds the environment again. */
async function keepEnvironment(bench: Bench): Promise<Environment> {
  const { session } = bench;
  const { config, folders } = session;
  const cluster = bench.take('cluster');
  const tools = bench.take('tools');
  const environment: Environment = {
    runId: folders.runId,
    scope: config.scope,
    profile: session.profile,
    createdAt: session.startedAt.toISOString(),
    config,
    configFile: session.configFile,
    kubeconfig: cluster.kubeconfig,
    context: cluster.context,
    clusterName: cluster.name,
    ownCluster: true,
    network: cluster.network.name,
    ingress: cluster.ingress,
    standInAddress: bench.take('standInHost').address,
    ...outsideEndpoint(bench),
    secrets: session.secrets,
    admin: session.admin,
    tools: { chromium: 'chromium', k6: 'k6', ...programPaths(tools) },
    ledger: session.ledger,
    subject: await subjectOf(session, {
      cluster: `${cluster.name} (${config.cluster.provider}, ${cluster.nodes.length} node)`,
      kubernetes: cluster.kubernetesVersion,
      tools: Object.fromEntries([...tools.values()].map((tool) => [tool.name, `${tool.version} (${tool.from})`])),
    }),
    reportDir: folders.report,
  };
  saveEnvironment(folders.environmentFile, environment);
  return environment;
}
