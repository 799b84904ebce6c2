import { readFile, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Found } from '../exec/find.ts';
import type { Tools } from '../exec/tools.ts';
import type { ToolName } from '../exec/versions.ts';
import { exists } from './cache.ts';
import { type Capability, readMissingCapabilities, readMissingOfEngine } from './capabilities.ts';
import { detectEngine, type EngineStatus } from './engine.ts';
import { readSystem, type SystemFacts } from './system.ts';

export interface Disk {
  readonly path: string;
  readonly freeBytes: number;
  /** Device number: two directories with the same one share their space. */
  readonly device: number;
}

/** Everything that the doctor inspects, measured once and evaluated elsewhere. */
export interface MachineFacts {
  readonly system: SystemFacts;
  readonly engine: EngineStatus;
  readonly tools: ReadonlyMap<ToolName, Found>;
  /** Tools that this run doesn't need → why not. */
  readonly unused: ReadonlyMap<ToolName, string>;
  /** Tools that build images → the images that have to be built with them, if known. */
  readonly builds: ReadonlyMap<ToolName, readonly string[]>;
  readonly cache: Disk;
  /** Undefined if the engine's disk is not on this machine. */
  readonly dockerRoot: Disk | undefined;
  readonly memoryBytes: number;
  readonly cores: number;
  readonly loopback: string | undefined;
  readonly cgroups: { readonly version: 1 | 2; readonly missing: readonly string[] } | undefined;
  readonly inotify: { readonly instances: number; readonly watches: number } | undefined;
  readonly missingCapabilities: readonly Capability[];
  readonly networkNamespaces: boolean;
}

/** Programs to look for: those that a run starts, and others to show. */
export interface LookedFor {
  readonly needed: readonly ToolName[];
  /** To show → why they are not needed. */
  readonly unused: ReadonlyMap<ToolName, string>;
  readonly builds: ReadonlyMap<ToolName, readonly string[]>;
}

/** Measures the machine without changing it, except for opening and closing a loopback port. */
export async function readFacts(
  cacheDir: string,
  tools: Tools,
  { needed, builds, ...others }: LookedFor,
  signal?: AbortSignal,
): Promise<MachineFacts> {
  const [system, engine] = await Promise.all([readSystem(), detectEngine(signal && { signal })]);
  const root = engine.state === 'running' ? engine.engine.dataRoot : '/var/lib/docker';
  const local = engine.state !== 'running' || engine.engine.endpoint.startsWith('unix:');
  const unused = new Map([...others.unused].filter(([name]) => !needed.includes(name)));
  const found = await Promise.all(
    [...needed, ...unused.keys()].map(async (name) => [name, await tools.find(name)] as const),
  );
  return {
    system,
    engine,
    tools: new Map(found),
    unused,
    builds,
    cache: await readDisk(cacheDir),
    dockerRoot: local && system.platform === 'linux' ? await readDisk(root) : undefined,
    ...sizeOf(engine),
    loopback: await tryLoopback(),
    cgroups: await readCgroups(),
    inotify: await readInotify(),
    missingCapabilities: await (engine.state === 'running' ? readMissingOfEngine() : readMissingCapabilities()),
    networkNamespaces: await exists('/proc/self/ns/net'),
  };
}

/** The engine's machine is what the cluster runs on. Without an engine, this one is. */
function sizeOf(engine: EngineStatus): Pick<MachineFacts, 'memoryBytes' | 'cores'> {
  const own = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const { cores, memoryBytes } = engine.state === 'running' ? engine.engine : {};
  return { memoryBytes: memoryBytes ?? own, cores: cores ?? availableParallelism() };
}

/** @returns the disk on which the directory is or will be; free bytes are those for this user. */
async function readDisk(path: string, nearest = path): Promise<Disk> {
  if (!(await exists(nearest)) && dirname(nearest) !== nearest) return await readDisk(path, dirname(nearest));
  const [{ bavail, bsize }, { dev }] = await Promise.all([statfs(nearest), stat(nearest)]);
  return { path, freeBytes: bavail * bsize, device: dev };
}

/** @returns why no port can be opened on 127.0.0.1, or undefined if one can. */
async function tryLoopback(): Promise<string | undefined> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  server.once('error', (error) => resolve(error.message));
  server.listen(0, '127.0.0.1', () => server.close(() => resolve(undefined)));
  return await promise;
}

/** The controllers without which the kubelet refuses to start. */
const CONTROLLERS = ['cpu', 'cpuset', 'memory', 'pids'];

async function readCgroups(): Promise<MachineFacts['cgroups']> {
  const unified = await readFile('/sys/fs/cgroup/cgroup.controllers', 'utf8').catch(() => undefined);
  if (unified !== undefined) return judgeCgroups(2, unified.trim().split(' '));
  const table = await readFile('/proc/cgroups', 'utf8').catch(() => undefined);
  return table === undefined ? undefined : judgeCgroups(1, enabledControllers(table));
}

const judgeCgroups = (version: 1 | 2, present: readonly string[]) => ({
  version,
  missing: [...CONTROLLERS, ...(version === 1 ? ['devices'] : [])].filter((name) => !present.includes(name)),
});

/** @param table text of `/proc/cgroups`: name, hierarchy, number, enabled. */
export function enabledControllers(table: string): string[] {
  const rows = table.split('\n').map((line) => line.split(/\s+/));
  return rows.filter(([, , , enabled]) => enabled === '1').map(([name]) => name ?? '');
}

async function readInotify(): Promise<MachineFacts['inotify']> {
  const read = async (name: string) => Number(await readFile(`/proc/sys/fs/inotify/${name}`, 'utf8'));
  return await Promise.all([read('max_user_instances'), read('max_user_watches')])
    .then(([instances, watches]) => ({ instances, watches }))
    .catch(() => undefined);
}
