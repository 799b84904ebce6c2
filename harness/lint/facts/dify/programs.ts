import { missingSourceOf } from '../environment/missing-source.ts';
import { type ContainerEnvironment, isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { mountedFile } from './mounts.ts';

/** What one of Dify's images starts. */
export type Program = 'api' | 'worker' | 'beat' | 'web' | 'sandbox' | 'plugin-daemon' | 'ssrf-proxy';

/** A running container of Dify; not an init container, nor one of a Job. */
export interface Running {
  readonly environment: ContainerEnvironment;
  readonly program: Program;
}

/** The API image starts by `MODE`; undefined = its entrypoint is replaced, or the files don't tell the mode. */
export interface ApiContainer {
  readonly environment: ContainerEnvironment;
  /** As written; `''` if it is not set. */
  readonly mode: string | undefined;
}

/** Components that run the API image. */
const BACKENDS: readonly string[] = ['api', 'worker', 'beat', 'api-websocket'];

const CACHE = new WeakMap<LintInput, readonly Running[]>();

/** @returns the running containers whose program is known, in the order of the set. */
export function programsOf(input: LintInput): readonly Running[] {
  const known = CACHE.get(input) ?? find(input);
  CACHE.set(input, known);
  return known;
}

function find(input: LintInput): Running[] {
  return input.environments.flatMap((environment) => {
    const program = programIn(input, environment);
    return program ? [{ environment, program }] : [];
  });
}

/** @returns the containers of the API image that keep running. */
export function apiContainers(input: LintInput): ApiContainer[] {
  return input.environments
    .filter((environment) => keepsRunning(environment) && imageProgram(input, environment) === 'api')
    .map((environment) => ({ environment, mode: modeOf(input, environment) }));
}

function programIn(input: LintInput, environment: ContainerEnvironment): Program | undefined {
  if (!keepsRunning(environment)) return undefined;
  const program = imageProgram(input, environment);
  if (program !== 'api') return program;
  const mode = modeOf(input, environment);
  if (mode === undefined) return commandProgram(environment);
  if (mode === 'worker' || mode === 'beat') return mode;
  return mode === 'migration' || mode === 'job' ? undefined : 'api';
}

function keepsRunning({ placed, workload }: ContainerEnvironment): boolean {
  return !placed.init && !['Job', 'CronJob', 'Pod'].includes(workload.entry.object.kind);
}

/** What its image is: `api` for all that is started from the API image. */
function imageProgram(input: LintInput, { placed, part }: ContainerEnvironment) {
  const component = part ?? componentsOf(input).get(placed);
  if (component !== undefined && BACKENDS.includes(component)) return 'api';
  return PROGRAMS.find((program) => program === component);
}

const PROGRAMS = ['web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'] as const;

const COMPONENTS = new WeakMap<LintInput, ReadonlyMap<ContainerEnvironment['placed'], string>>();

function componentsOf(input: LintInput): ReadonlyMap<ContainerEnvironment['placed'], string> {
  const known =
    COMPONENTS.get(input) ??
    new Map(input.understood.containers.map(({ component, seen }) => [seen.placed, component] as const));
  COMPONENTS.set(input, known);
  return known;
}

/** The entrypoint compares `MODE` and starts the API for all that it does not know (Dify api/docker/entrypoint.sh). */
function modeOf(input: LintInput, environment: ContainerEnvironment): string | undefined {
  if (!startsByEntrypoint(environment)) return undefined;
  const variable = environment.variables.get('MODE');
  if (!variable) return missingSourceOf(input, environment) ? undefined : '';
  return variable.value === undefined || isSymbolic(variable.value) ? undefined : variable.value;
}

/** @returns whether the image's own entrypoint runs: `command` replaces it (Kubernetes API, Container.command). */
export function startsByEntrypoint({ placed }: ContainerEnvironment): boolean {
  const { command = [] } = placed.container;
  return command.length === 0 || command.join(' ').includes('entrypoint.sh');
}

function commandProgram({ placed }: ContainerEnvironment): Program | undefined {
  const text = [...(placed.container.command ?? []), ...(placed.container.args ?? [])].join(' ');
  if (/\bcelery\b.*\bworker\b/.test(text)) return 'worker';
  if (/\bcelery\b.*\bbeat\b/.test(text)) return 'beat';
  return /\bgunicorn\b|\bflask\s+run\b/.test(text) ? 'api' : undefined;
}

/** Where each program listens unless a variable says otherwise (Dockerfiles and entrypoints of Dify, dify-sandbox and dify-plugin-daemon). */
const PORTS: Readonly<Partial<Record<Program, readonly (readonly [variable: string, port: string])[]>>> = {
  api: [['DIFY_PORT', '5001']],
  worker: [],
  beat: [],
  web: [['PORT', '3000']],
  'plugin-daemon': [
    ['SERVER_PORT', '5002'],
    ['PLUGIN_REMOTE_INSTALLING_PORT', '5003'],
  ],
};

/** @returns the ports that the program listens on; undefined if the files don't tell. */
export function portsOf(input: LintInput, { environment, program }: Running): readonly number[] | undefined {
  if (program === 'sandbox') return sandboxPorts(input, environment);
  const wanted = PORTS[program];
  const isCustom = !startsByEntrypoint(environment) && program !== 'worker' && program !== 'beat';
  if (!wanted || isCustom || missingSourceOf(input, environment)) return undefined;
  const ports = wanted.map(([name, port]) => Number(environment.variables.get(name)?.value || port));
  const unknown = wanted.some(([name]) => environment.variables.has(name) && !environment.variables.get(name)?.value);
  return unknown || ports.some(Number.isNaN) ? undefined : ports;
}

/** A mounted config file may name another port, so then only the variable is certain. */
function sandboxPorts(input: LintInput, environment: ContainerEnvironment): readonly number[] | undefined {
  const written = environment.variables.get('SANDBOX_PORT')?.value;
  const port = Number(written || '8194');
  const hasFile = mountedFile(input, environment, '/conf/config.yaml') !== undefined;
  return Number.isNaN(port) || (!written && hasFile) ? undefined : [port];
}
