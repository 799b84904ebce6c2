import { randomBytes } from 'node:crypto';
import type { KubernetesObject, V1Ingress } from '@kubernetes/client-node';
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
import { type DeployedRoute, GATEWAY_API, httpRoutes } from './http-routes.ts';

/** A route through the ingress controller to an echo server, with the settings of a deployed Ingress or HTTPRoute. */
export interface Echo {
  /** Its own host name. */
  readonly host: string;
  /** The deployed object whose settings it copies: `Ingress dify-web`. */
  readonly like: string;
}

/** An echo, and the object that makes it. */
interface Copy extends Echo {
  readonly object: KubernetesObject;
}

/** What names the objects of one check, and where they are. */
interface Place {
  readonly id: string;
  readonly namespace: string;
  readonly runId: string;
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
 * Puts the stand-in of the outside world behind the ingress controller, once for each deployed Ingress with its class and
 * annotations, or for each HTTPRoute with its Gateways: a Service without pods, whose endpoint is the stand-in. All of it is removed
 * afterwards. Ends the check as inconclusive if there is no stand-in.
 */
export async function withEcho<T>(
  { env, kube }: { readonly env: Environment; readonly kube: Kube },
  use: (echoes: readonly Echo[], http: IngressClient) => Promise<T>,
): Promise<T> {
  requireOutside(env);
  const gateway = env.config.edge.kind === 'gateway';
  // A Gateway may take the routes of its own namespace only.
  const namespace = gateway ? kube.namespace : HARNESS_NAMESPACE;
  const place = { id: `e2e-echo-${randomBytes(4).toString('hex')}`, namespace, runId: env.runId };
  const copies = gateway
    ? (await httpRoutes(kube)).map((route) => routeLike(route, place))
    : (await kube.networking.listNamespacedIngress({ namespace: kube.namespace })).items.map((one) =>
        ingressLike(one, place),
      );
  await using http = new IngressClient(
    env.ingress,
    copies.map(({ host }) => host),
  );
  try {
    await create(kube, place, env, copies);
    await Promise.all(copies.map((copy) => untilThere(http, copy)));
    return await use(copies, http);
  } finally {
    await remove(kube, place, copies);
  }
}

function ingressLike(deployed: V1Ingress, { id, namespace, runId }: Place): Copy {
  const name = `${id}-${deployed.metadata?.name}`;
  const host = `${name}.dify-e2e.example`;
  const { ingressClassName } = deployed.spec ?? {};
  const backend = { service: { name: id, port: { number: 80 } } };
  const object = {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
    metadata: { name, namespace, labels: ownLabels(runId), annotations: shapingAnnotations(deployed) },
    spec: {
      ...(ingressClassName ? { ingressClassName } : {}),
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
  return { host, like: `Ingress ${deployed.metadata?.name}`, object };
}

/** Its host is a neighbour of the route's own, so that a listener for `*.example.com` takes it, too. */
function routeLike({ metadata, spec }: DeployedRoute, { id, namespace, runId }: Place): Copy {
  const name = `${id}-${metadata?.name}`;
  const domain = spec?.hostnames?.[0]?.split('.').slice(1).join('.') || 'dify-e2e.example';
  const host = `${name}.${domain}`;
  const object = {
    ...{ apiVersion: GATEWAY_API, kind: 'HTTPRoute', metadata: { name, namespace, labels: ownLabels(runId) } },
    spec: {
      parentRefs: spec?.parentRefs,
      hostnames: [host],
      rules: [{ backendRefs: [{ name: id, port: 80 }], ...timeoutsOf(spec?.rules ?? []) }],
    },
  };
  return { host, like: `HTTPRoute ${metadata?.name}`, object };
}

function timeoutsOf(rules: NonNullable<DeployedRoute['spec']>['rules'] = []) {
  const timeouts = rules.find((rule) => rule.timeouts)?.timeouts;
  return timeouts ? { timeouts } : {};
}

async function create(kube: Kube, { id, namespace, runId }: Place, env: Environment, copies: readonly Copy[]) {
  const labels = ownLabels(runId);
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
  for (const { object } of copies) await kube.objects.create(object);
}

/** Ignores what is already gone. Deleting a Service doesn't delete an EndpointSlice that was created by hand. */
async function remove(kube: Kube, { id: name, namespace }: Place, copies: readonly Copy[]): Promise<void> {
  await Promise.allSettled([
    ...copies.map(({ object }) => kube.objects.delete(object)),
    kube.discovery.deleteNamespacedEndpointSlice({ name, namespace }),
    kube.core.deleteNamespacedService({ name, namespace }),
  ]);
}

/** Controllers pick up a new route within seconds. */
const untilThere = (http: IngressClient, { host, like }: Echo): Promise<unknown> =>
  waitFor({
    subject: `a route of this check, with the settings of ${like}`,
    timeoutMs: 20_000,
    poll: async () => {
      const { status } = await http.request(`http://${host}/echo`, { timeoutMs: 5_000 });
      return status === 200 ? ready(undefined) : pending(`the controller answers ${status}`);
    },
  });
