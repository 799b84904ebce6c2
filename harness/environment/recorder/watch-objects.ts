import {
  CoreV1Api,
  type CoreV1Event,
  DiscoveryV1Api,
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
  type V1EndpointSlice,
  type V1Node,
  type V1Pod,
} from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { endpointsEntry, eventEntry, nodeEntry, podEntry, serviceOf } from './entries.ts';

type Tell = (entry: TimelineEntry) => void;

/** A watch that ended is started again after this time. */
const REVIVE_MS = 2_000;

export interface ObjectWatch extends AsyncDisposable {
  /** Called with each change of a pod, after it was recorded. */
  onPod(listener: (pod: V1Pod) => void): void;
  /** Names of the nodes so far. */
  nodes(): string[];
}

/** Records pods, endpoints and events of the namespace and all nodes, from what there is now on. */
export async function watchObjects(config: KubeConfig, namespace: string, tell: Tell): Promise<ObjectWatch> {
  const core = config.makeApiClient(CoreV1Api);
  const discovery = config.makeApiClient(DiscoveryV1Api);
  const changed = onlyChanges(tell);
  const listeners: ((pod: V1Pod) => void)[] = [];
  const slices = new Map<string, V1EndpointSlice>();
  const nodes = new Set<string>();
  const within = `namespaces/${namespace}`;
  const watches = [
    follow<V1Pod>(
      config,
      `/api/v1/${within}/pods`,
      () => core.listNamespacedPod({ namespace }),
      tell,
      (pod, gone) => {
        changed(`pod ${pod.metadata?.name}`, podEntry(pod, Date.now(), gone));
        if (!gone) for (const listener of listeners) listener(pod);
      },
    ),
    follow<V1EndpointSlice>(
      config,
      `/apis/discovery.k8s.io/v1/${within}/endpointslices`,
      () => discovery.listNamespacedEndpointSlice({ namespace }),
      tell,
      (slice, gone) => {
        const name = slice.metadata?.name ?? '';
        if (gone) slices.delete(name);
        else slices.set(name, slice);
        const service = serviceOf(slice);
        const all = [...slices.values()].filter((one) => serviceOf(one) === service);
        changed(`endpoints ${service}`, endpointsEntry(service, all, Date.now()));
      },
    ),
    follow<CoreV1Event>(
      config,
      `/api/v1/${within}/events`,
      () => core.listNamespacedEvent({ namespace }),
      tell,
      (event, gone) => {
        if (!gone) changed(`event ${event.metadata?.name}`, eventEntry(event, Date.now()));
      },
    ),
    follow<V1Node>(
      config,
      '/api/v1/nodes',
      () => core.listNode(),
      tell,
      (node) => {
        nodes.add(node.metadata?.name ?? '');
        changed(`node ${node.metadata?.name}`, nodeEntry(node, Date.now()));
      },
    ),
  ];
  await Promise.all(watches.map(({ start }) => start()));
  return {
    nodes: () => [...nodes],
    onPod: (listener) => void listeners.push(listener),
    [Symbol.asyncDispose]: async () => void (await Promise.all(watches.map(({ stop }) => stop()))),
  };
}

/** A watch tells the same state again and again: only what differs from the last time is recorded. */
function onlyChanges(tell: Tell): (key: string, entry: TimelineEntry) => void {
  const last = new Map<string, string>();
  return (key, entry) => {
    const state = JSON.stringify({ ...entry, at: 0 });
    if (last.get(key) === state) return;
    last.set(key, state);
    tell(entry);
  };
}

function follow<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
  tell: Tell,
  onChange: (object: T, gone: boolean) => void,
) {
  const informer = makeInformer(config, path, list);
  let over = false;
  const start = async (): Promise<void> => {
    if (over) return;
    await informer.start().catch(ended);
  };
  function ended(error: unknown): void {
    if (over) return;
    // What happens until the watch has started again is seen late, or not at all.
    tell({ at: Date.now(), kind: 'recorder', what: 'gap', text: `the watch of ${path} ended: ${messageOf(error)}` });
    setTimeout(start, REVIVE_MS).unref();
  }
  const told = (gone: boolean) => (object: T) => {
    try {
      onChange(object, gone);
    } catch (error) {
      // Thrown from here, it would end the whole run.
      tell({
        at: Date.now(),
        kind: 'recorder',
        what: 'gap',
        text: `an object of ${path} is unreadable: ${messageOf(error)}`,
      });
    }
  };
  informer.on('add', told(false));
  informer.on('update', told(false));
  informer.on('delete', told(true));
  informer.on('error', ended);
  const stop = async (): Promise<void> => {
    over = true;
    await informer.stop();
  };
  return { start, stop };
}
