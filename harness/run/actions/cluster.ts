import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { clusterProvider, sweep } from '../../environment/cluster/index.ts';
import { createNetwork } from '../../environment/engine/index.ts';
import type { ToolName } from '../../provision/exec/index.ts';
import type { Bench, BenchItems } from '../bench.ts';
import type { Action } from '../graph.ts';

/** The run's own Docker network, and with it the undo of everything that will be in it. */
export function clusterNetwork(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'network',
    title: 'Network of the run',
    dependsOn: ['tools'],
    timeoutMs: 30_000,
    async run(step) {
      const { runId } = session.folders;
      session.undo.add('what the run has in the engine', async () => {
        const failures = await sweep(runId);
        if (failures.length > 0) throw new Error(failures.join('; '));
      });
      const network = await createNetwork(runId);
      bench.put('network', network);
      step.note(`${network.name}, ${network.subnet}`);
    },
  };
}

/** A cluster in the run's network, from the provider that the config names. */
export function cluster(bench: Bench): Action {
  const { session } = bench;
  const { config, folders } = session;
  return {
    id: 'cluster',
    title: `Cluster (${config.cluster.provider})`,
    dependsOn: ['network', 'node-image'],
    timeoutMs: (config.cluster.readySeconds + 60) * 1000,
    async run(step) {
      const provider = await clusterProvider(config.cluster.provider, programPaths(bench.take('tools')));
      await provider.preflight();
      const started = await provider.create(
        {
          runId: folders.runId,
          nodeImage: bench.take('nodeImage').tag,
          network: bench.take('network'),
          configFile: fromConfig(session.configFile, config.cluster.kindConfig),
          kubeconfig: folders.kubeconfig,
          failureLogs: join(folders.report, 'diagnostics', 'nodes'),
          readyMs: config.cluster.readySeconds * 1000,
          onLine: (line) => step.progress(line),
        },
        step.signal,
      );
      bench.put('cluster', started);
      step.note(
        `Kubernetes ${started.kubernetesVersion}, ${started.nodes.length} node(s), ingress at 127.0.0.1:${started.ingress.port}`,
      );
    },
  };
}

/** Puts the images into the nodes, under the names that the manifests use. */
export function loadImages(bench: Bench): Action {
  return {
    id: 'load-images',
    title: 'Load images into the cluster',
    dependsOn: ['cluster', 'cluster-images'],
    timeoutMs: 300_000,
    async run(step) {
      const images = [...bench.take('clusterImages').values()];
      const { loadImages: load } = bench.take('cluster');
      if (!load) return step.note('the nodes pull their images themselves');
      await load(await bench.take('images').archive(images), step.signal);
      step.note(`${images.length} images`);
    },
  };
}

/** @returns program → path, as the environment keeps it. */
export const programPaths = (tools: BenchItems['tools']): Readonly<Partial<Record<ToolName, string>>> =>
  Object.fromEntries([...tools.values()].map(({ name, path }) => [name, path]));
