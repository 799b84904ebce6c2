import { randomBytes } from 'node:crypto';
import type { V1Ingress } from '@kubernetes/client-node';
import {
  type Environment,
  HARNESS_NAMESPACE,
  IngressClient,
  type Kube,
  OUTSIDE_PORTS,
  ownLabels,
  pending,
  ready,
  waitFor,
} from '../../../harness/index.ts';
import { requireOutside } from '../outside-world/outside.ts';

/** A route through the ingress controller to an echo server, with the settings of a deployed Ingress. */
export interface Echo {
  /** Its own host name. */
  readonly host: string;
  /** Name of the deployed Ingress whose class and annotations it copies. */
  readonly like: string;
}

/** Annotations that redirect or authenticate requests, which these checks are not about. */
const LEFT_OUT =
  /\/(rewrite-target|app-root|permanent-redirect|temporal-redirect|ssl-redirect|force-ssl-redirect|canary|auth-)/;

/** @returns the annotations of a deployed Ingress that shape how a request is passed on. */
export function shapingAnnotations({ metadata }: Pick<V1Ingress, 'metadata'>): Record<string, string> {
  const all = Object.entries(metadata?.annotations ?? {});
  return Object.fromEntries(all.filter(([name]) => !LEFT_OUT.test(name) && !name.startsWith('kubectl.kubernetes.io/')));
}

/**
 * Puts the stand-in of the outside world behind the ingress controller, once for each deployed Ingress, with its class and
 * annotations: a Service without pods, whose endpoint is the stand-in. All of it is removed afterwards.
 * Ends the check as inconclusive if there is no stand-in.
 */
export async function withEcho<T>(
  { env, kube }: { readonly env: Environment; readonly kube: Kube },
  use: (echoes: readonly Echo[], http: IngressClient) => Promise<T>,
): Promise<T> {
  requireOutside(env);
  const id = `e2e-echo-${randomBytes(4).toString('hex')}`;
  const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
  const ingresses = items.map((deployed) => ingressLike(deployed, id, env.runId));
  const echoes = ingresses.map(({ spec }, index) => ({
    host: spec?.rules?.[0]?.host ?? '',
    like: items[index]?.metadata?.name ?? '',
  }));
  await using http = new IngressClient(
    env.ingress,
    echoes.map(({ host }) => host),
  );
  try {
    await create(kube, id, env, ingresses);
    await Promise.all(echoes.map((echo) => untilThere(http, echo)));
    return await use(echoes, http);
  } finally {
    await remove(kube, id, ingresses);
  }
}

function ingressLike(deployed: V1Ingress, id: string, runId: string): V1Ingress {
  const name = `${id}-${deployed.metadata?.name}`;
  const { ingressClassName } = deployed.spec ?? {};
  const backend = { service: { name: id, port: { number: 80 } } };
  return {
    metadata: { name, labels: ownLabels(runId), annotations: shapingAnnotations(deployed) },
    spec: {
      ...(ingressClassName ? { ingressClassName } : {}),
      rules: [{ host: `${name}.dify-e2e.example`, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}

async function create(kube: Kube, id: string, env: Environment, ingresses: readonly V1Ingress[]): Promise<void> {
  const namespace = HARNESS_NAMESPACE;
  const labels = ownLabels(env.runId);
  const port = { name: 'http', port: OUTSIDE_PORTS[80] };
  await kube.core.createNamespacedService({
    namespace,
    body: { metadata: { name: id, labels }, spec: { ports: [{ name: 'http', port: 80, targetPort: port.port }] } },
  });
  await kube.discovery.createNamespacedEndpointSlice({
    namespace,
    body: {
      metadata: { name: id, labels: { ...labels, 'kubernetes.io/service-name': id } },
      addressType: 'IPv4',
      ports: [port],
      endpoints: [
        { addresses: [env.standInAddresses[env.config.outside?.host ?? ''] ?? ''], conditions: { ready: true } },
      ],
    },
  });
  for (const body of ingresses) await kube.networking.createNamespacedIngress({ namespace, body });
}

/** Ignores what is already gone. Deleting a Service doesn't delete an EndpointSlice that was created by hand. */
async function remove(kube: Kube, id: string, ingresses: readonly V1Ingress[]): Promise<void> {
  const namespace = HARNESS_NAMESPACE;
  const named = (name = '') => ({ name, namespace });
  await Promise.allSettled([
    ...ingresses.map(({ metadata }) => kube.networking.deleteNamespacedIngress(named(metadata?.name))),
    kube.discovery.deleteNamespacedEndpointSlice(named(id)),
    kube.core.deleteNamespacedService(named(id)),
  ]);
}

/** Controllers pick up a new Ingress within seconds. */
const untilThere = (http: IngressClient, { host, like }: Echo): Promise<unknown> =>
  waitFor({
    subject: `an Ingress of this check, with the annotations of ${like}`,
    timeoutMs: 20_000,
    poll: async () => {
      const { status } = await http.request(`http://${host}/echo`, { timeoutMs: 5_000 });
      return status === 200 ? ready(undefined) : pending(`the controller answers ${status}`);
    },
  });
