import { pending, ready, type WaitStrategy, waitFor } from '../../../core/wait.ts';
import { HARNESS_NAMESPACE } from '../../cluster/names.ts';
import { answeredBy } from '../../probes/answered-by.ts';
import { IngressClient } from '../../probes/ingress-client.ts';
import type { PatchOperation } from '../fields.ts';
import type { FaultTarget } from '../target.ts';
import { CONTAINER, changeDeployment } from './deployment.ts';

const NAME = 'traefik';
/** The annotation is mounted as a file, so only the Deployment has to be changed. */
const ANNOTATION = 'dify-e2e/dynamic';
const FOLDER = '/dify-e2e';

/** Changes the ingress controller and waits until the new one has loaded the routes. @throws HarnessError `WAIT_TIMEOUT`. */
export async function changeController(
  target: FaultTarget,
  operations: readonly PatchOperation[],
): Promise<AsyncDisposable> {
  const kube = { ...target.kube, namespace: HARNESS_NAMESPACE };
  await using undo = new AsyncDisposableStack();
  undo.defer(() => untilRouted(target));
  undo.use(await changeDeployment({ ...target, kube }, NAME, operations));
  await untilRouted(target);
  return undo.move();
}

/** A new controller is ready before it has read the Ingresses: until then it answers 404 itself. */
async function untilRouted({ environment: { config, ingress } }: FaultTarget): Promise<void> {
  const routes = config.routes.filter(({ to }) => to !== 'none');
  await using client = new IngressClient(
    ingress,
    routes.map(({ host }) => host),
  );
  for (const { host, path } of routes) await waitFor(taken(client, `http://${host}${path}`));
}

const taken = (client: IngressClient, url: string): WaitStrategy => ({
  subject: `the ingress controller's route for ${url}`,
  timeoutMs: 30_000,
  poll: async () => {
    const by = answeredBy(await client.request(url));
    return by === 'controller' ? pending('it has none yet') : ready(undefined);
  },
});

/** @returns the change that adds an argument to the controller. */
export const argument = (value: string): PatchOperation => ({ op: 'add', path: `${CONTAINER}/args/-`, value });

/**
 * @returns the change that puts every request of the entry point through a middleware. Traefik reads it with its file provider, from
 * JSON, which is YAML too.
 */
export function middlewareOperations(definition: Readonly<Record<string, unknown>>): PatchOperation[] {
  const text = JSON.stringify({ http: { middlewares: { fault: definition } } });
  const file = { path: 'dynamic.yaml', fieldRef: { fieldPath: `metadata.annotations['${ANNOTATION}']` } };
  return [
    { op: 'add', path: '/spec/template/metadata/annotations', value: { [ANNOTATION]: text } },
    { op: 'add', path: '/spec/template/spec/volumes', value: [{ name: 'dynamic', downwardAPI: { items: [file] } }] },
    { op: 'add', path: `${CONTAINER}/volumeMounts`, value: [{ name: 'dynamic', mountPath: FOLDER }] },
    argument(`--providers.file.filename=${FOLDER}/${file.path}`),
    argument('--entrypoints.web.http.middlewares=fault@file'),
  ];
}
