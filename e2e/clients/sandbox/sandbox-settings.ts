import { type Config, execInPod, type Kube, workloadOf } from '../../../harness/index.ts';
import { settingOf } from './sandbox-runs.ts';

export interface SandboxSettings {
  readonly maxWorkers: number | undefined;
  readonly maxRequests: number | undefined;
  /** Time limit of one program, in seconds. */
  readonly workerTimeout: number | undefined;
}

const SETTINGS = { maxWorkers: 'max_workers', maxRequests: 'max_requests', workerTimeout: 'worker_timeout' } as const;

/** Prints only these settings: the file and the environment also contain the sandbox's key. */
const PRINT = [
  `grep -E '^(${Object.values(SETTINGS).join('|')}):' conf/config.yaml`,
  ...Object.values(SETTINGS).map((line) => `printf '%s\\n' "${line.toUpperCase()}=$${line.toUpperCase()}"`),
].join('; ');

/**
 * Reads the sandbox's limits as it does itself: from its environment, otherwise from `conf/config.yaml` in its working directory.
 * @throws HarnessError of `execInPod`. A setting in neither place is undefined.
 */
export async function sandboxSettings(kube: Kube, config: Config): Promise<SandboxSettings> {
  const { stdout } = await execInPod(kube, workloadOf(config, 'sandbox'), ['sh', '-c', PRINT]);
  const read = (line: string) => settingOf(stdout, line.toUpperCase(), line);
  return {
    maxWorkers: read(SETTINGS.maxWorkers),
    maxRequests: read(SETTINGS.maxRequests),
    workerTimeout: read(SETTINGS.workerTimeout),
  };
}
