import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import type { ResolvedTool, ToolName } from '../../provision/exec/index.ts';
import { createImageStore, progressLine } from '../../provision/images/index.ts';
import { mend } from '../../provision/machine/index.ts';
import type { Bench } from '../bench.ts';
import type { Action, Step } from '../graph.ts';
import type { Setup } from '../setup.ts';

const COLD_MS = 60 * 60_000;

/** Installs and starts what the user has agreed to. */
export function machine(setup: Setup): Action {
  return {
    id: 'machine',
    title: 'Machine: engine and packages',
    dependsOn: ['static'],
    timeoutMs: COLD_MS,
    async run(step) {
      await mend(setup.plan, {
        cacheDir: setup.cacheDir,
        repoDir: packageRoot(),
        tools: setup.tools,
        signal: step.signal,
        progress: ({ item, state, line }) => step.progress(line ?? `${item.what}: ${state}`),
      });
      step.note(
        setup.plan.items.length === 0
          ? 'nothing had to be set up'
          : setup.plan.items.map(({ what }) => what).join(', '),
      );
    },
  };
}

const NEEDED: readonly ToolName[] = ['docker', 'kind', 'k6', 'chromium'];
const FOR_PACKAGES: readonly ToolName[] = ['go', 'python3', 'mmdebstrap'];

/** Finds the programs that the run starts, and opens the image store on them. */
export function tools(bench: Bench, setup: Setup): Action {
  return {
    id: 'tools',
    title: 'Tools: kind, k6, Chromium',
    dependsOn: ['machine'],
    timeoutMs: COLD_MS,
    async run(step) {
      const { config } = bench.session;
      const packages = config.images.sources.includes('packages');
      // Where images are built from packages, the node image's kubectl serves the deploy script too.
      const forScript: readonly ToolName[] = packages ? ['envsubst'] : ['kubectl', 'envsubst'];
      const script = config.manifests.deploy === 'script';
      const names = [...NEEDED, ...(packages ? FOR_PACKAGES : []), ...(script ? forScript : [])];
      const found = new Map<ToolName, ResolvedTool>();
      for (const name of names) found.set(name, await setup.tools.resolve(name));
      bench.put('tools', found);
      bench.put('images', openStore(bench, setup, found, step));
      for (const tool of found.values()) step.note(`${tool.name} ${tool.version} (${tool.from})`);
    },
  };
}

/** The store outlives the step that opens it: its signal is the run's, not the step's. */
function openStore(bench: Bench, setup: Setup, found: ReadonlyMap<ToolName, ResolvedTool>, step: Step) {
  const { session } = bench;
  const path = (name: ToolName): string => found.get(name)?.path ?? name;
  return createImageStore({
    images: session.config.images,
    configDir: fromConfig(session.configFile, '.'),
    recipesDir: join(packageRoot(), 'fixtures', 'images'),
    cacheDir: setup.cacheDir,
    tools: { go: path('go'), python: path('python3'), mmdebstrap: path('mmdebstrap'), docker: path('docker') },
    signal: bench.signal,
    log: (line) => step.note(line),
    progress: (update) => bench.report(progressLine(update)),
  });
}
