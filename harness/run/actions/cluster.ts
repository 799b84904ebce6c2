import { join } from 'node:path';
import { kindConfigOf } from '../../core/config/index.ts';
import { clusterProvider, sweep } from '../../environment/cluster/index.ts';
import { createNetwork } from '../../environment/engine/index.ts';
import type { ToolName } from '../../provision/exec/index.ts';
import type { RunContext } from '../context.ts';
import { defineStep } from '../step.ts';
import { cluster, clusterImages, network, nodeImage, preparedImages, type Toolbox, toolbox } from '../tokens.ts';

/** The import itself has a limit that grows with the bytes; this one is for what nobody thought of. */
const LOAD_MS = 60 * 60_000;

/** The run's own Docker network, and the undo for everything that will be attached to it. */
export const createRunNetwork = ({ session }: RunContext) =>
  defineStep({
    id: 'network',
    title: 'Run network',
    takes: [toolbox],
    gives: network,
    timeoutMs: 30_000,
    async run(_, step) {
      const { runId } = session.folders;
      session.undo.add('clusters, containers and networks of the run', async () => {
        const failures = await sweep(runId);
        if (failures.length > 0) throw new Error(failures.join('; '));
      });
      const created = await createNetwork(runId);
      step.note(`${created.name}, ${created.subnet}`);
      return created;
    },
  });

/** Puts the images where the nodes will find them, under the names that the manifests use. Before there is a cluster: what is wrong with an image leaves none behind. */
export const prepareImages = ({ session: { loaded, config, folders } }: RunContext) =>
  defineStep({
    id: 'load-images',
    title: 'Images for the nodes',
    takes: [toolbox, network, nodeImage, clusterImages],
    gives: preparedImages,
    timeoutMs: LOAD_MS,
    async run(taken, step) {
      const provider = await clusterProvider(config.cluster.provider, programPaths(taken.toolbox));
      if (!provider.prepareImages) {
        step.note('the nodes pull their images themselves');
        return undefined;
      }
      const job = {
        runId: folders.runId,
        nodeImage: taken.nodeImage.tag,
        configFile: kindConfigOf(loaded),
        images: [...taken.clusterImages.values()],
        onProgress: step.progress,
      };
      const prepared = await provider.prepareImages(job, step.signal);
      step.note(prepared.summary);
      return prepared;
    },
  });

/** A cluster in the run's network, from the provider that the config names. */
export const createCluster = ({ session: { loaded, config, folders } }: RunContext) =>
  defineStep({
    id: 'cluster',
    title: `Cluster (${config.cluster.provider})`,
    takes: [toolbox, network, nodeImage, preparedImages],
    gives: cluster,
    timeoutMs: (config.cluster.readySeconds + 60) * 1000,
    async run(taken, step) {
      const provider = await clusterProvider(config.cluster.provider, programPaths(taken.toolbox));
      await provider.preflight();
      const started = await provider.create(
        {
          runId: folders.runId,
          nodeImage: taken.nodeImage.tag,
          images: taken.preparedImages,
          network: taken.network,
          configFile: kindConfigOf(loaded),
          kubeconfig: folders.kubeconfig,
          failureLogs: join(folders.report, 'diagnostics', 'nodes'),
          readyMs: config.cluster.readySeconds * 1000,
          onLine: (line) => step.progress(line),
        },
        step.signal,
      );
      const { kubernetesVersion, nodes, ingress } = started;
      step.note(`Kubernetes ${kubernetesVersion}, ${nodes.length} node(s), ingress at 127.0.0.1:${ingress.port}`);
      return started;
    },
  });

/** @returns program → path, as the environment keeps it. */
export const programPaths = ({ programs }: Toolbox): Readonly<Partial<Record<ToolName, string>>> =>
  Object.fromEntries([...programs.values()].map(({ name, path }) => [name, path]));
