import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenCluster } from '../environment/cluster/types.ts';
import { collectDiagnostics } from '../environment/diagnostics/collect.ts';
import { keepNodeLogs } from '../environment/diagnostics/node-logs.ts';
import { removeState } from './folders.ts';
import type { RunState } from './session.ts';

/** What diagnostics need from a cluster besides its API. */
export type LoggedCluster = Pick<OpenCluster, 'exportLogs'>;

/** Call it before anything is undone. */
export async function keepDiagnostics({ config, folders }: RunState, cluster?: LoggedCluster): Promise<void> {
  if (!existsSync(folders.kubeconfig)) return;
  const namespaces = [config.manifests.namespace, 'dify-e2e', 'kube-system'];
  const dir = join(folders.report, 'diagnostics');
  await Promise.all([
    collectDiagnostics({ kubeconfig: folders.kubeconfig, namespaces, dir }),
    cluster?.exportLogs &&
      keepNodeLogs({ dir: join(dir, 'nodes'), scratch: folders.state, exportLogs: cluster.exportLogs }),
  ]);
}

/**
 * The state directory contains secrets: it is removed last, and only if nothing is left that `down` would need it for.
 * @returns what could not be undone, one line each.
 */
export async function undoAll({ undo, config, folders }: RunState): Promise<readonly string[]> {
  const leftovers = await undo.run(config.timeouts.undoSeconds * 1000);
  if (leftovers.length === 0) removeState(folders);
  return leftovers;
}
