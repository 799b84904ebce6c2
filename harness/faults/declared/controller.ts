import { HARNESS_NAMESPACE } from '../../cluster/names.ts';
import type { ControllerFault, PatchOperation } from '../../model/fault.ts';
import { CONTAINER, changeDeployment } from './patch.ts';
import type { FaultTarget } from './target.ts';

const NAME = 'traefik';
/** Its text is a file in the pod: so the Deployment alone has to be changed. */
const ANNOTATION = 'dify-e2e/dynamic';
const FOLDER = '/dify-e2e';

/** Changes the ingress controller and waits until the new one answers. @throws HarnessError `WAIT_TIMEOUT`. */
export function changeController(target: FaultTarget, { controller }: ControllerFault): Promise<AsyncDisposable> {
  const kube = { ...target.kube, namespace: HARNESS_NAMESPACE };
  return changeDeployment({ ...target, kube }, NAME, operationsOf(controller));
}

/** @returns what makes of the harness's Traefik one with the fault. */
export const operationsOf = (controller: ControllerFault['controller']): readonly PatchOperation[] =>
  'argument' in controller ? [argument(controller.argument)] : middleware(controller.middleware);

const argument = (value: string): PatchOperation => ({ op: 'add', path: `${CONTAINER}/args/-`, value });

/** Traefik reads it with its file provider, from JSON, which is YAML too, and puts every request of the entry point through it. */
function middleware(definition: Readonly<Record<string, unknown>>): PatchOperation[] {
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
