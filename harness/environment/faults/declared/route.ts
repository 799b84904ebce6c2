import type { RouteFault } from '../../../core/model/fault.ts';
import { pending, ready, waitFor } from '../../../core/wait.ts';
import { type Answerer, answeredBy } from '../../probes/answered-by.ts';
import { IngressClient } from '../../probes/ingress-client.ts';
import type { FaultTarget } from './target.ts';

const NAME = 'dify-e2e-fault';
const PUBLISHED_MS = 30_000;
/** A host that no rule names; it never leaves the machine, whatever its name is. */
const NOBODY = 'nobody.invalid';

/** @throws HarnessError `WAIT_TIMEOUT` when the ingress controller does not take the rule up. */
export async function addRoute(target: FaultTarget, fault: RouteFault): Promise<AsyncDisposable> {
  const { environment, kube } = target;
  const host = fault.host === 'any' ? NOBODY : environment.config.hosts[fault.host];
  const url = `http://${host}${fault.route}`;
  await using undo = new AsyncDisposableStack();
  const client = undo.use(new IngressClient(environment.ingress, [host]));
  const before = answeredBy(await client.request(url));
  undo.defer(async () => {
    await kube.networking.deleteNamespacedIngress({ name: NAME, namespace: kube.namespace });
    await waitFor(answered(client, url, (by) => by === before));
  });
  await kube.networking.createNamespacedIngress({
    namespace: kube.namespace,
    body: await ingressOf(target, fault, fault.host === 'any' ? undefined : host),
  });
  if (!fault.ingressClass) await waitFor(answered(client, url, (by) => by !== before));
  return undo.move();
}

async function ingressOf({ environment, kube }: FaultTarget, fault: RouteFault, host: string | undefined) {
  const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
  const ingressClassName =
    fault.ingressClass ?? items.find(({ spec }) => spec?.ingressClassName)?.spec?.ingressClassName;
  const { service = '', port = 0 } = environment.config.parts[fault.to];
  const backend = { service: { name: service, port: { number: port } } };
  const path = fault.pattern
    ? { path: fault.pattern, pathType: 'ImplementationSpecific', backend }
    : { path: fault.route, pathType: 'Prefix', backend };
  return {
    metadata: {
      name: NAME,
      ...(fault.pattern ? { annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' } } : {}),
    },
    spec: {
      ...(ingressClassName === undefined ? {} : { ingressClassName }),
      rules: [{ ...(host === undefined ? {} : { host }), http: { paths: [path] } }],
    },
  };
}

const answered = (client: IngressClient, url: string, isRight: (by: Answerer) => boolean) => ({
  subject: `the ingress controller's new answer to ${url}`,
  timeoutMs: PUBLISHED_MS,
  poll: async () => {
    const by = answeredBy(await client.request(url));
    return isRight(by) ? ready(undefined) : pending(`${by} answers`);
  },
});
