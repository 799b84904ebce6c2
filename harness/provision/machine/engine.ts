import { z } from 'zod';
import { type CommandResult, command } from '../exec/command.ts';
import { programsNamed } from '../exec/find.ts';

/** A Docker engine that responds. */
export interface Engine {
  /** `unix:///var/run/docker.sock`, `tcp://…`. */
  readonly endpoint: string;
  /** Where the endpoint is configured. */
  readonly from: 'DOCKER_HOST' | 'context' | 'socket';
  readonly version: string;
  readonly storageDriver: string;
  readonly cgroupVersion: string;
  /** On the engine's machine, which is not necessarily this one. */
  readonly dataRoot: string;
  readonly defaultRuntime: string;
  readonly runningContainers: number;
  /** Logical cores and memory in bytes of the engine's machine: of Docker Desktop's, which has less than its host. */
  readonly cores: number | undefined;
  readonly memoryBytes: number | undefined;
}

export type EngineStatus =
  | { readonly state: 'running'; readonly engine: Engine }
  | { readonly state: 'no-client' }
  | {
      readonly state: 'silent' | 'denied';
      readonly endpoint: string;
      readonly from: Engine['from'];
      readonly reason: string;
    };

const info = z.object({
  ServerVersion: z.string().default(''),
  Driver: z.string().default(''),
  CgroupVersion: z.string().default('1'),
  DockerRootDir: z.string().default(''),
  DefaultRuntime: z.string().default(''),
  ContainersRunning: z.number().default(0),
  NCPU: z.number().optional(),
  MemTotal: z.number().optional(),
  ServerErrors: z.array(z.string()).nullish(),
});

export interface DetectOptions {
  /** Use only this endpoint; default: the client's own choice (DOCKER_HOST, context, socket). */
  readonly endpoint?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** Queries the engine with the Docker client. Changes nothing; an engine that hangs counts as silent after 10 s. */
export async function detectEngine(options: DetectOptions = {}): Promise<EngineStatus> {
  const { env = process.env } = options;
  if ((await programsNamed('docker', env.PATH)).length === 0) return { state: 'no-client' };
  const place = options.endpoint ? { endpoint: options.endpoint, from: 'socket' as const } : await chosen(env);
  const host = options.endpoint ? ['--host', options.endpoint] : [];
  const answer = await docker([...host, 'info', '--format', '{{json .}}'], options.signal);
  return readInfo(answer, place);
}

/** @returns the output of `docker info`, whether it succeeded or not. */
export function readInfo(
  answer: CommandResult,
  place: { readonly endpoint: string; readonly from: Engine['from'] },
): EngineStatus {
  const parsed = info.safeParse(parseJson(answer.stdout));
  const said = parsed.data;
  if (said && said.ServerVersion !== '' && !said.ServerErrors?.length) {
    const engine: Engine = {
      ...place,
      version: said.ServerVersion,
      storageDriver: said.Driver,
      cgroupVersion: said.CgroupVersion,
      dataRoot: said.DockerRootDir,
      defaultRuntime: said.DefaultRuntime,
      runningContainers: said.ContainersRunning,
      cores: said.NCPU || undefined,
      memoryBytes: said.MemTotal || undefined,
    };
    return { state: 'running', engine };
  }
  const reason = [answer.stderr.trim(), ...(said?.ServerErrors ?? [])].join(' ').trim() || 'no answer';
  return { state: /permission denied/i.test(reason) ? 'denied' : 'silent', ...place, reason };
}

async function chosen(env: NodeJS.ProcessEnv): Promise<{ endpoint: string; from: Engine['from'] }> {
  const { stdout } = await docker(['context', 'inspect', '--format', '{{.Name}} {{.Endpoints.docker.Host}}']);
  const [name = 'default', endpoint = DEFAULT_ENDPOINT] = stdout.trim().split(' ');
  if (env.DOCKER_HOST) return { endpoint: env.DOCKER_HOST, from: 'DOCKER_HOST' };
  return { endpoint: endpoint || DEFAULT_ENDPOINT, from: name === 'default' || name === '' ? 'socket' : 'context' };
}

export const DEFAULT_ENDPOINT = 'unix:///var/run/docker.sock';

async function docker(args: readonly string[], signal?: AbortSignal): Promise<CommandResult> {
  const options = { allowFailure: true, timeoutMs: 10_000, ...(signal && { signal }) };
  return await command('docker', args, options).catch((error: unknown) => {
    signal?.throwIfAborted();
    return { exitCode: 1, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
