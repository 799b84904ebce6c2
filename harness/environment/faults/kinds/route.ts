import type { KubernetesObject } from '@kubernetes/client-node';
import { z } from 'zod';
import { apiHost, serviceOf, webHost } from '../../../core/config/index.ts';
import { pending, ready, waitFor } from '../../../core/wait.ts';
import { type Answerer, answeredBy } from '../../probes/answered-by.ts';
import { IngressClient } from '../../probes/ingress-client.ts';
import { part } from '../fields.ts';
import { type FaultOf, faultKind } from '../kind.ts';
import type { FaultTarget } from '../target.ts';

const NAME = 'dify-e2e-fault';
const PUBLISHED_MS = 30_000;
/** A host without a rule; its name never leaves the machine. */
const NOBODY = 'nobody.invalid';

const fields = {
  path: z.string().describe('The path to divert'),
  host: z.enum(['web', 'api', 'any']).describe('A host of the config, or `any` for a rule without a host'),
  to: part.describe('The part that the requests reach instead'),
  pattern: z.string().exactOptional().describe('The regular expression to write instead of the path, which it matches'),
  ingressClass: z.string().exactOptional().describe('Another ingress class, or Gateway, than that of the set'),
};

type RouteFault = FaultOf<'route', typeof fields>;

export const route = faultKind({
  kind: 'route',
  fields,
  does: 'Adds an Ingress, or an HTTPRoute where the set has those, that routes a path of a host to the part.',
  undone: 'The object is deleted, and the controller answers as before.',
  takes: 'within seconds',
  example: { kind: 'route', path: '/signin', host: 'web', to: 'api' },
  changesTheSet: false,
  describe: ({ path, host, to }) => `route ${path} of host ${host} to ${to}`,
  apply: addRoute,
});

/** @throws HarnessError `WAIT_TIMEOUT` if the ingress controller does not pick up the rule. */
async function addRoute(target: FaultTarget, fault: RouteFault): Promise<AsyncDisposable> {
  const { environment, kube } = target;
  const host = fault.host === 'any' ? NOBODY : (fault.host === 'web' ? webHost : apiHost)(environment.config);
  const url = `http://${host}${fault.path}`;
  await using undo = new AsyncDisposableStack();
  const client = undo.use(new IngressClient(environment.ingress, [host]));
  const before = answeredBy(await client.request(url));
  const object = await objectOf(target, fault, fault.host === 'any' ? undefined : host);
  undo.defer(async () => {
    await kube.objects.delete(object);
    await waitFor(answered(client, url, (by) => by === before));
  });
  await kube.objects.create(object);
  if (!fault.ingressClass) await waitFor(answered(client, url, (by) => by !== before));
  return undo.move();
}

const objectOf = (target: FaultTarget, fault: RouteFault, host: string | undefined): Promise<KubernetesObject> =>
  target.environment.config.edge.kind === 'gateway' ? httpRouteOf(target, fault, host) : ingressOf(target, fault, host);

async function ingressOf({ environment, kube }: FaultTarget, fault: RouteFault, host: string | undefined) {
  const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
  const ingressClassName =
    fault.ingressClass ?? items.find(({ spec }) => spec?.ingressClassName)?.spec?.ingressClassName;
  const { name: service, port } = serviceOf(environment.config, fault.to);
  const backend = { service: { name: service, port: { number: port } } };
  const path = fault.pattern
    ? { path: fault.pattern, pathType: 'ImplementationSpecific', backend }
    : { path: fault.path, pathType: 'Prefix', backend };
  return {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
    metadata: {
      ...{ name: NAME, namespace: kube.namespace },
      ...(fault.pattern ? { annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' } } : {}),
    },
    spec: {
      ...(ingressClassName === undefined ? {} : { ingressClassName }),
      rules: [{ ...(host === undefined ? {} : { host }), http: { paths: [path] } }],
    },
  };
}

const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** An exact path comes before every prefix. */
async function httpRouteOf({ environment, kube }: FaultTarget, fault: RouteFault, host: string | undefined) {
  const { items } = await kube.objects.list(GATEWAY_API, 'HTTPRoute', kube.namespace);
  const [deployed] = items as { readonly spec?: { readonly parentRefs?: readonly object[] } }[];
  const { name, port } = serviceOf(environment.config, fault.to);
  const path = fault.pattern
    ? { type: 'RegularExpression', value: fault.pattern }
    : { type: 'Exact', value: fault.path };
  return {
    ...{ apiVersion: GATEWAY_API, kind: 'HTTPRoute', metadata: { name: NAME, namespace: kube.namespace } },
    spec: {
      parentRefs: fault.ingressClass ? [{ name: fault.ingressClass }] : deployed?.spec?.parentRefs,
      ...(host === undefined ? {} : { hostnames: [host] }),
      rules: [{ matches: [{ path }], backendRefs: [{ name, port }] }],
    },
  };
}

const answered = (client: IngressClient, url: string, isRight: (by: Answerer) => boolean) => ({
  subject: `the ingress controller's new response to ${url}`,
  timeoutMs: PUBLISHED_MS,
  poll: async () => {
    const by = answeredBy(await client.request(url));
    return isRight(by) ? ready(undefined) : pending(`${by} answers`);
  },
});
