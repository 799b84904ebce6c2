import { type CacheEntry, type CachePart, cacheReport, pruneCache } from './cache.ts';
import { DEFAULT_ENDPOINT } from './engine.ts';
import { refuseWhileUsed, type StopResult, stopEngine } from './engine-stop.ts';
import { removePackages } from './packages.ts';
import { readState } from './state.ts';

/** What the harness has installed on this machine. */
export interface MachineSetup {
  readonly cache: readonly CacheEntry[];
  /** Debian packages, including dependencies. */
  readonly packages: readonly string[];
  /** Socket of the engine that the harness started. */
  readonly engine: string | undefined;
}

/** @returns what can be removed. Changes nothing. */
export async function machineSetup(cacheDir: string): Promise<MachineSetup> {
  const [cache, state] = await Promise.all([cacheReport(cacheDir), readState(cacheDir)]);
  return { cache, packages: state.packages.map(({ name }) => name), engine: state.engine?.socket };
}

export interface PruneChoice {
  /** Parts of the cache to remove. */
  readonly parts?: readonly CachePart[];
  /** Stop the engine, if the harness started it. */
  readonly engine?: boolean;
  /** Remove the Debian packages that the harness installed. Stops the engine first. */
  readonly packages?: boolean;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

export interface PruneResult {
  readonly engine: StopResult | 'kept';
  readonly packages: readonly string[];
  readonly cache: readonly CacheEntry[];
}

/**
 * Removes what is requested, but only what the harness has installed.
 * The runtime wrapper and the record are kept while the harness's engine runs, which needs them to start containers.
 * @throws HarnessError `ENGINE_IN_USE`, `PRUNE_WOULD_REMOVE_OTHERS`.
 */
export async function pruneMachine(cacheDir: string, choice: PruneChoice): Promise<PruneResult> {
  const { signal, onLine } = choice;
  const engine = choice.engine || choice.packages ? await stopEngine(cacheDir, signal) : 'kept';
  const packages = choice.packages
    ? await takeOff(cacheDir, { ...(signal && { signal }), ...(onLine && { onLine }) })
    : [];
  const state = await readState(cacheDir);
  const kept = new Set<CachePart>([
    ...(state.engine ? (['engine', 'machine.json'] as const) : []),
    ...(state.packages.length > 0 ? (['machine.json'] as const) : []),
  ]);
  const parts = (choice.parts ?? []).filter((part) => !kept.has(part));
  return { engine, packages, cache: await pruneCache(parts, cacheDir) };
}

async function takeOff(
  cacheDir: string,
  options: { signal?: AbortSignal; onLine?: (line: string) => void },
): Promise<string[]> {
  const names = (await readState(cacheDir)).packages.map(({ name }) => name);
  if (names.length === 0) return [];
  // Under systemd the package itself started the engine, so removing it also ends the engine and all containers.
  if (names.includes('docker.io')) await refuseWhileUsed(DEFAULT_ENDPOINT.replace('unix://', ''), options.signal);
  return await removePackages(names, { cacheDir, ...options });
}
