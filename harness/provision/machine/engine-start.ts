import { readFile } from 'node:fs/promises';
import { HarnessError } from '../../core/errors.ts';
import { hopeless, pending, ready, type WaitStatus, waitFor } from '../../core/wait.ts';
import { command } from '../exec/command.ts';
import { startDetached } from '../exec/detached.ts';
import { programsNamed } from '../exec/find.ts';
import { readMissingCapabilities } from './capabilities.ts';
import { detectEngine, type Engine } from './engine.ts';
import { configFile, defaultSpec, type EngineSpec, logFile, writeEngineConfig } from './engine-config.ts';
import { identify, isAlive } from './process.ts';
import { buildWrapper } from './runc-wrapper.ts';
import { type ProcessIdentity, updateState } from './state.ts';
import { readSystem } from './system.ts';

const START_TIMEOUT_MS = 60_000;

export interface StartOptions {
  readonly cacheDir: string;
  readonly repoDir: string;
  readonly go: () => Promise<string>;
  /** Paths of the engine; default: Docker's usual ones. */
  readonly spec?: EngineSpec;
  readonly signal?: AbortSignal;
}

/**
 * Starts an installed Docker engine and records that. Call it only after `detectEngine` found none.
 * @throws HarnessError `ENGINE_PROGRAM_MISSING`, `ENGINE_DID_NOT_START` with the end of its log, `ENGINE_DATA_ROOT_DIFFERS`.
 */
export async function startEngine(options: StartOptions): Promise<Engine> {
  const spec = options.spec ?? defaultSpec(options.cacheDir);
  const system = await readSystem();
  return system.systemd && !options.spec ? await startUnit(options, spec) : await startDaemon(options, spec);
}

async function startUnit(options: StartOptions, spec: EngineSpec): Promise<Engine> {
  await command('systemctl', ['start', 'docker'], { timeoutMs: START_TIMEOUT_MS });
  const engine = await waitForEngine(spec, undefined, options.signal);
  await record(options.cacheDir, spec, { systemdUnit: 'docker' });
  return engine;
}

async function startDaemon(options: StartOptions, spec: EngineSpec): Promise<Engine> {
  const [program] = await programsNamed('dockerd');
  if (program === undefined) throw programMissing();
  const wrapped = (await readMissingCapabilities()).includes('CAP_SYS_RESOURCE');
  const wrapper = wrapped ? await buildWrapper({ ...options, workDir: spec.workDir }) : undefined;
  const dataRoot = await writeEngineConfig(spec, wrapper);
  const pid = await startDetached(program, ['--config-file', configFile(spec)], logFile(spec));
  const process = await identify(pid);
  // Recorded before it responds, so that prune can stop it after an interrupted start.
  if (process) await record(options.cacheDir, spec, { process });
  const engine = await waitForEngine(spec, process, options.signal);
  if (engine.dataRoot !== dataRoot) throw otherDataRoot(engine, dataRoot);
  return engine;
}

async function record(
  cacheDir: string,
  spec: EngineSpec,
  how: { process: ProcessIdentity } | { systemdUnit: string },
): Promise<void> {
  const engine = { ...how, socket: spec.socket, startedAt: new Date().toISOString() };
  await updateState(cacheDir, (before) => ({ ...before, engine }));
}

async function waitForEngine(spec: EngineSpec, process?: ProcessIdentity, signal?: AbortSignal): Promise<Engine> {
  const endpoint = `unix://${spec.socket}`;
  const poll = async (): Promise<WaitStatus<Engine>> => {
    const status = await detectEngine({ endpoint });
    if (status.state === 'running') return ready(status.engine);
    if (process && !(await isAlive(process))) return hopeless('dockerd has exited');
    return pending('reason' in status ? status.reason : 'no docker client');
  };
  try {
    return await waitFor({ subject: 'the Docker engine', timeoutMs: START_TIMEOUT_MS, poll }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw await didNotStart(spec, error);
  }
}

async function didNotStart(spec: EngineSpec, cause: unknown): Promise<HarnessError> {
  const log = await readFile(logFile(spec), 'utf8').catch(() => '');
  return new HarnessError({
    code: 'ENGINE_DID_NOT_START',
    message: 'the Docker engine was started, but does not respond',
    likely: cause instanceof HarnessError ? (cause.likely ?? cause.message) : 'see its log',
    details: log.trim().split('\n').slice(-12),
    hint: `tail -50 ${logFile(spec)}   (under systemd: journalctl -u docker)`,
    cause,
  });
}

const programMissing = (): HarnessError =>
  new HarnessError({
    code: 'ENGINE_PROGRAM_MISSING',
    message: 'dockerd is not installed',
    hint: 'apt-get install -y --no-install-recommends docker.io iptables',
  });

const otherDataRoot = (engine: Engine, wanted: string): HarnessError =>
  new HarnessError({
    code: 'ENGINE_DATA_ROOT_DIFFERS',
    message: `the engine at ${engine.endpoint} keeps its data in ${engine.dataRoot}, not in ${wanted}`,
    likely: 'another engine was started on the same socket at the same time',
    hint: 'docker info   then run again: a running engine is used unchanged',
  });
