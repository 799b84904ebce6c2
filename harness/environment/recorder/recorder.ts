import type { TimelineEntry } from '../../core/model/timeline.ts';
import { openCluster } from '../cluster/index.ts';
import { kubeConfigOf } from '../deployment/index.ts';
import type { Environment } from '../environment.ts';
import { watchClock } from './clock.ts';
import { ContainerLogs } from './container-logs.ts';
import { sampleContainers } from './container-samples.ts';
import { Journal } from './journal.ts';
import { watchObjects } from './watch-objects.ts';

type Recorded = Pick<
  Environment,
  'kubeconfig' | 'context' | 'clusterName' | 'runId' | 'config' | 'reportDir' | 'tools'
>;

/**
 * Records what happens to a deployment until it is disposed of: pods, endpoints, nodes and events as they change, what containers use
 * each second, lines of level error, jumps of the clock. Other processes add what they do ({@link faultWindow}, traffic, checks).
 * What could not be recorded is an entry of its own; nothing here ends a run.
 */
export async function startRecorder(environment: Recorded): Promise<AsyncDisposable> {
  const { config, reportDir } = environment;
  await using started = new AsyncDisposableStack();
  const journal = started.use(new Journal(reportDir, 'cluster'));
  const tell = (entry: TimelineEntry): void => journal.add(entry);
  tell({ at: Date.now(), kind: 'recorder', what: 'started', text: environment.runId });
  started.defer(() => tell({ at: Date.now(), kind: 'recorder', what: 'stopped', text: environment.runId }));
  started.use(watchClock(tell));
  const kube = kubeConfigOf(environment);
  const { namespace } = config.manifests;
  const logs = started.use(new ContainerLogs(kube, namespace, tell));
  const objects = started.use(await watchObjects(kube, namespace, tell));
  objects.onPod((pod) => logs.follow(pod));
  await sampleNodes(environment, objects.nodes(), tell, started);
  return started.move();
}

/** Without access to the nodes there are no samples, and the timeline says so. */
async function sampleNodes(
  environment: Recorded,
  nodes: readonly string[],
  tell: (entry: TimelineEntry) => void,
  started: AsyncDisposableStack,
): Promise<void> {
  const { node: access, name } = await openCluster(environment);
  if (!access) {
    const text = `the nodes of cluster ${name} can't be accessed: what containers use is not recorded`;
    return tell({ at: Date.now(), kind: 'recorder', what: 'gap', text });
  }
  const over = new AbortController();
  const all = Promise.all(nodes.map((node) => sampleContainers(node, access.exec, tell, over.signal)));
  all.catch(() => undefined); // The signal ends it, too.
  started.defer(async () => {
    over.abort();
    await all.catch(() => undefined);
  });
}
