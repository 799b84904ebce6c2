import { type Config, externalServers, serviceOf } from '../../core/config/index.ts';
import type { LedgerEntry } from '../../core/model/run.ts';
import {
  installGatewayController,
  installIngressController,
  installPassThrough,
  isolate,
  type StartedCluster,
  type Surroundings,
  verifyIsolation,
} from '../../environment/cluster/index.ts';
import { OUTSIDE_PORTS } from '../../environment/stand-ins/index.ts';
import type { RunContext } from '../context.ts';
import { missingGateways } from '../missing-gateways.ts';
import { outsideHosts } from '../outside-hosts.ts';
import type { Session } from '../session.ts';
import { defineStep } from '../step.ts';
import { cluster, clusterImages, ingressController, isolated, standIns } from '../tokens.ts';

export const POD_NETWORK: LedgerEntry = {
  part: 'cni',
  kind: 'stand-in',
  real: "the production cluster's pod network",
  used: 'point-to-point interfaces on one node (ptp, host-local, portmap)',
  source: 'packages',
  differences: ['NetworkPolicy objects are not enforced'],
};

/** External names resolve to the stand-ins, and no traffic leaves the run; verified from a pod before anything is deployed. */
export const isolation = ({ session }: RunContext) =>
  defineStep({
    id: 'isolation',
    title: 'Isolation: external names resolve to the stand-ins, no traffic leaves',
    takes: [standIns, cluster, clusterImages],
    gives: isolated,
    timeoutMs: 120_000,
    async run(taken, step) {
      const surroundings = surroundingsOf(session, taken.standIns.addresses, taken.cluster);
      await isolate(taken.cluster, surroundings, step.signal);
      const probe = { ...surroundings, image: probeImage([...taken.clusterImages.keys()]) };
      const report = await verifyIsolation(taken.cluster, probe, step.signal);
      for (const [name, address] of Object.entries(surroundings.hosts))
        step.note(`${name} resolves to ${address} in a pod`);
      step.note(`${report.refusedPackets} packets to the outside were rejected`);
      step.add({ ledger: [POD_NETWORK] });
    },
  });

/** What answers on the loopback port: Traefik for Ingresses or for the Gateway API, or the set's own edge behind a pass-through. */
export const ingress = ({ session }: RunContext) =>
  defineStep({
    id: 'ingress',
    title: session.config.edge.kind === 'nginx' ? 'Way to the edge of the set' : 'Ingress controller',
    takes: [cluster],
    gives: ingressController,
    timeoutMs: 120_000,
    async run(taken, step) {
      const { ingressImage } = session.config.cluster;
      const to = edgeService(session.config);
      if (to) {
        await installPassThrough(taken.cluster, { image: ingressImage, to }, step.signal);
        return step.note(
          `127.0.0.1:${taken.cluster.ingress.port} leads to ${to.host}:${to.port}, whatever answers there`,
        );
      }
      if (session.config.edge.kind === 'gateway') {
        const missing = missingGateways(session.set, session.config.manifests.namespace);
        await installGatewayController(taken.cluster, { image: ingressImage, missing }, step.signal);
        for (const { namespace, name } of missing.gateways)
          step.note(`the set has no Gateway ${namespace}/${name}, so the run made one, open for all routes`);
      } else await installIngressController(taken.cluster, { image: ingressImage }, step.signal);
      step.note(`${ingressImage} answers at 127.0.0.1:${taken.cluster.ingress.port}`);
    },
  });

/** @returns the Service of the set's own nginx, if that is its edge. */
function edgeService(config: Config): { readonly host: string; readonly port: number } | undefined {
  if (config.edge.kind !== 'nginx') return undefined;
  const { name, port } = serviceOf(config, 'nginx');
  return { host: `${name}.${config.manifests.namespace}.svc.cluster.local`, port };
}

function surroundingsOf(
  { config }: Session,
  addresses: Readonly<Record<string, string>>,
  { serviceCidr }: StartedCluster,
): Surroundings {
  const { external, outside } = config;
  const hosts = Object.fromEntries(externalServers(external).map(({ host }) => [host, addresses[host] ?? '']));
  if (!outside) return { hosts };
  return {
    hosts: { ...hosts, ...outsideHosts(outside, serviceCidr) },
    door: { address: outside.address, to: addresses[outside.host] ?? '', ports: OUTSIDE_PORTS },
  };
}

/** The API's image, real or double, has Python 3. */
const probeImage = (refs: readonly string[]): string => refs.find((ref) => ref.includes('dify-api')) ?? refs[0] ?? '';
