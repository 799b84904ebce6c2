import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { clusterProvider, sweep } from '../../environment/cluster/index.ts';
import { createNetwork } from '../../environment/engine/index.ts';
import type { ToolName } from '../../provision/exec/index.ts';
import type { RunContext } from '../context.ts';
import { defineStep } from '../step.ts';
import { cluster, clusterImages, loadedImages, network, nodeImage, type Toolbox, toolbox } from '../tokens.ts';

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

/** A cluster in the run's network, created by the configured provider. */
export const createCluster = ({ session: { loaded, config, folders } }: RunContext) =>
  defineStep({
    id: 'cluster',
    title: `Cluster (${config.cluster.provider})`,
    takes: [toolbox, network, nodeImage],
    gives: cluster,
    timeoutMs: (config.cluster.readySeconds + 60) * 1000,
    async run(taken, step) {
      const provider = await clusterProvider(config.cluster.provider, programPaths(taken.toolbox));
      await provider.preflight();
      const started = await provider.create(
        {
          runId: folders.runId,
          nodeImage: taken.nodeImage.tag,
          network: taken.network,
          configFile: fromConfig(loaded.file, config.cluster.kindConfig),
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

/** Loads the images onto the nodes, under the names that the manifests use. */
export const loadImages = () =>
  defineStep({
    id: 'load-images',
    title: 'Load images into the cluster',
    takes: [toolbox, cluster, clusterImages],
    gives: loadedImages,
    timeoutMs: 300_000,
    async run(taken, step) {
      const images = [...taken.clusterImages.values()];
      const { loadImages: load } = taken.cluster;
      if (!load) return step.note('the nodes pull their images themselves');
      await load(await taken.toolbox.images.archive(images), step.signal);
      step.note(`${images.length} images`);
    },
  });

/** @returns program → path, as saved in the environment. */
export const programPaths = ({ programs }: Toolbox): Readonly<Partial<Record<ToolName, string>>> =>
  Object.fromEntries([...programs.values()].map(({ name, path }) => [name, path]));
