import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import type { ResolvedTool, ToolName } from '../../provision/exec/index.ts';
import { createImageStore, progressLine } from '../../provision/images/index.ts';
import { setUpMachine } from '../../provision/machine/index.ts';
import type { RunContext } from '../context.ts';
import type { Setup } from '../setup.ts';
import { defineStep } from '../step.ts';
import { checkedFiles, machineReady, toolbox } from '../tokens.ts';

const COLD_MS = 60 * 60_000;

/** Installs and starts what the user has agreed to. */
export const machine = (setup: Setup) =>
  defineStep({
    id: 'machine',
    title: 'Machine: engine and packages',
    // A set that can't work must not change the machine.
    takes: [checkedFiles],
    gives: machineReady,
    timeoutMs: COLD_MS,
    async run(_, step) {
      const { items } = setup.plan;
      await setUpMachine(setup.plan, {
        cacheDir: setup.cacheDir,
        repoDir: packageRoot(),
        tools: setup.tools,
        signal: step.signal,
        progress: ({ item, state, line }) => step.progress(line ?? `${item.what}: ${state}`),
      });
      step.note(items.length === 0 ? 'nothing to set up' : items.map(({ what }) => what).join(', '));
    },
  });

/** Finds the programs that the run uses, and opens the image store with them. */
export const tools = (context: RunContext, setup: Setup) =>
  defineStep({
    id: 'tools',
    title: 'Tools: kind, k6, Chromium',
    takes: [machineReady],
    gives: toolbox,
    timeoutMs: COLD_MS,
    async run(_, step) {
      const programs = new Map<ToolName, ResolvedTool>();
      for (const name of setup.programs) programs.set(name, await setup.tools.resolve(name));
      for (const tool of programs.values()) step.note(`${tool.name} ${tool.version} (${tool.from})`);
      return { programs, images: openStore(context, setup, programs, step.note) };
    },
  });

/** The store outlives the step that opens it: its signal is the run's, not the step's. */
function openStore(
  { session, signal, report }: RunContext,
  { cacheDir }: Setup,
  programs: ReadonlyMap<ToolName, ResolvedTool>,
  log: (line: string) => void,
) {
  const path = (name: ToolName): string => programs.get(name)?.path ?? name;
  return createImageStore({
    images: session.config.images,
    configDir: fromConfig(session.loaded.file, '.'),
    recipesDir: join(packageRoot(), 'fixtures', 'images'),
    cacheDir,
    tools: { go: path('go'), python: path('python3'), mmdebstrap: path('mmdebstrap'), docker: path('docker') },
    signal,
    log,
    progress: (update) => report(progressLine(update)),
  });
}
