import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { HarnessError, messageOf } from '../../core/errors.ts';
import { ensureCacheDir, exists } from './cache.ts';

/** Paths of an engine that the harness starts; the same as Docker's own defaults. */
export interface EngineSpec {
  /** Config file, log and runtime wrapper. */
  readonly workDir: string;
  readonly socket: string;
  readonly pidFile: string;
  /** The machine's own daemon.json, whose settings are kept. */
  readonly systemConfig: string;
  /** Further settings of daemon.json; `data-root`, `exec-root`, `bridge`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** @returns the engine for a machine without one: default socket, default data root. */
export function defaultSpec(cacheDir: string): EngineSpec {
  return {
    workDir: join(cacheDir, 'engine'),
    socket: '/var/run/docker.sock',
    pidFile: '/var/run/docker.pid',
    systemConfig: '/etc/docker/daemon.json',
    settings: {},
  };
}

export const configFile = (spec: EngineSpec): string => join(spec.workDir, 'daemon.json');
export const logFile = (spec: EngineSpec): string => join(spec.workDir, 'dockerd.log');

const daemonJson = z.record(z.string(), z.unknown());
const RUNTIME = 'dify-e2e';

/**
 * @param own the machine's own daemon.json: kept, so that its data root, mirrors and proxies still apply.
 * @param wrapper path of the runtime wrapper, if the machine needs one.
 * @throws HarnessError `ENGINE_RUNTIME_CONFLICT` if the wrapper would override an explicitly configured runtime.
 */
export function engineConfig(
  spec: EngineSpec,
  own: Readonly<Record<string, unknown>>,
  wrapper?: string,
): Record<string, unknown> {
  // At level info, the shutdown messages would bury the reason for a failed start.
  const config = {
    'log-level': 'warn',
    ...own,
    hosts: [`unix://${spec.socket}`],
    pidfile: spec.pidFile,
    ...spec.settings,
  };
  if (wrapper === undefined) return config;
  const chosen = own['default-runtime'];
  if (chosen !== undefined && chosen !== 'runc') {
    throw new HarnessError({
      code: 'ENGINE_RUNTIME_CONFLICT',
      message: `${spec.systemConfig} selects the runtime ${String(chosen)}, but this machine needs a wrapper around runc`,
      hint: `remove "default-runtime" from ${spec.systemConfig}, or start the engine yourself`,
    });
  }
  const runtimes = daemonJson.catch({}).parse(own.runtimes);
  return { ...config, runtimes: { ...runtimes, [RUNTIME]: { path: wrapper } }, 'default-runtime': RUNTIME };
}

/** Writes the engine's config file. @returns the engine's data root. */
export async function writeEngineConfig(spec: EngineSpec, wrapper?: string): Promise<string> {
  const config = engineConfig(spec, await ownConfig(spec.systemConfig), wrapper);
  await ensureCacheDir(dirname(configFile(spec)));
  await writeFile(configFile(spec), `${JSON.stringify(config, undefined, 2)}\n`);
  return String(config['data-root'] ?? '/var/lib/docker');
}

async function ownConfig(path: string): Promise<Record<string, unknown>> {
  if (!(await exists(path))) return {};
  try {
    return daemonJson.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new HarnessError({
      code: 'ENGINE_CONFIG_INVALID',
      message: `${path} is not a JSON object; Docker would not start with it either`,
      details: [messageOf(error)],
      hint: `dockerd --validate --config-file ${path}`,
      cause: error,
    });
  }
}
