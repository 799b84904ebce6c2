import { isDeepStrictEqual } from 'node:util';
import { type KubernetesObject, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { HarnessError } from '../../../core/errors.ts';
import type { Kube } from '../../probes/kube.ts';
import type { PatchOperation } from '../fields.ts';
import { FIELD_MANAGER } from '../target.ts';

export type LiveKind = 'Deployment' | 'Service' | 'ConfigMap';

type Content = KubernetesObject & { readonly spec?: unknown; readonly data?: unknown };

const asJsonPatch = setHeaderOptions('Content-Type', PatchStrategy.JsonPatch);

/** One object of the cluster that is changed and restored. */
export class LiveObject {
  readonly #kube: Kube;
  readonly #kind: LiveKind;
  readonly #name: string;
  readonly #before: Content;

  private constructor(kube: Kube, kind: LiveKind, name: string, before: Content) {
    this.#kube = kube;
    this.#kind = kind;
    this.#name = name;
    this.#before = before;
  }

  static async read(kube: Kube, kind: LiveKind, name: string): Promise<LiveObject> {
    return new LiveObject(kube, kind, name, await readLive(kube, kind, name));
  }

  /** @throws the API's error if the object has no such field: a fault that changes nothing would prove nothing. */
  patch(operations: readonly PatchOperation[]): Promise<unknown> {
    const [kube, name] = [this.#kube, this.#name];
    const call = { name, namespace: kube.namespace, body: operations, fieldManager: FIELD_MANAGER };
    if (this.#kind === 'Deployment') return kube.apps.patchNamespacedDeployment(call, asJsonPatch);
    if (this.#kind === 'Service') return kube.core.patchNamespacedService(call, asJsonPatch);
    return kube.core.patchNamespacedConfigMap(call, asJsonPatch);
  }

  /** @throws HarnessError `FAULT_NOT_REVERTED` if the object is not restored. */
  async restore(): Promise<void> {
    const wanted = contentOf(this.#before);
    await this.patch(Object.entries(wanted).map(([path, value]) => ({ op: 'replace', path, value })));
    const now = contentOf(await readLive(this.#kube, this.#kind, this.#name));
    if (isDeepStrictEqual(now, wanted)) return;
    throw new HarnessError({
      code: 'FAULT_NOT_REVERTED',
      message: `${this.#kind} ${this.#name} is not the same as before the fault`,
    });
  }
}

function readLive(kube: Kube, kind: LiveKind, name: string): Promise<Content> {
  const call = { name, namespace: kube.namespace };
  if (kind === 'Deployment') return kube.apps.readNamespacedDeployment(call);
  if (kind === 'Service') return kube.core.readNamespacedService(call);
  return kube.core.readNamespacedConfigMap(call);
}

/** JSON Pointer → value of what faults change. Through JSON, because the client has dates and `undefined`. */
function contentOf({ spec, data, metadata }: Content): Record<string, unknown> {
  const parts = { '/spec': spec, '/data': data, '/metadata/labels': metadata?.labels };
  return JSON.parse(JSON.stringify(parts)) as Record<string, unknown>;
}
