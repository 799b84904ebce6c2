import { z } from 'zod';
import { command } from '../exec/command.ts';
import { isOffered } from './offered.ts';

/** An image in the engine. */
export interface EngineImage {
  readonly id: string;
  /** `name@sha256:…` for each registry it was pulled from. */
  readonly repoDigests: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** As Go names it: `amd64`, `arm64`. */
  readonly architecture?: string;
}

/** Label of an image with programs that were not compiled here; its value says where they came from, joined by `; `. */
export const PROGRAMS_LABEL = 'dify-e2e.programs';

/** Label of every image that was built from a recipe; its value is the recipe. */
export const RECIPE_LABEL = 'dify-e2e.recipe';

/** What image handling needs from a container engine. */
export interface Engine {
  /** @returns the architecture of its machine, as Go names it; undefined if it does not say. */
  architecture(): Promise<string | undefined>;
  /** @returns whether it has mirrors of Docker Hub in its own settings (`registry-mirrors`). */
  hasMirrors(): Promise<boolean>;
  inspect(name: string): Promise<EngineImage | undefined>;
  /** @returns whether a registry has the image; nothing is pulled. False also if none answers in time. */
  offers(name: string, timeoutMs: number, signal: AbortSignal): Promise<boolean>;
  /** @param onLine called for each line that proves that the registry responds. */
  pull(name: string, signal: AbortSignal, onLine: (line: string) => void): Promise<void>;
  load(file: string, signal: AbortSignal): Promise<void>;
  build(job: BuildJob, signal: AbortSignal): Promise<void>;
  /** Runs a program in a container of its own, then copies what it wrote. Nothing is mounted: the engine may be on another machine. */
  produce(job: ProduceJob, signal: AbortSignal): Promise<void>;
  /** Saves images with all their layers to one tar. */
  save(names: readonly string[], file: string, signal: AbortSignal): Promise<void>;
  /** @returns names of the images with the label. */
  labelled(label: string): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
  /** Adds a second name for an image. */
  tag(name: string, other: string): Promise<void>;
  push(name: string, signal: AbortSignal): Promise<void>;
}

export interface BuildJob {
  readonly contextDir: string;
  readonly tag: string;
  /** Build arguments; `BASE` is what `FROM ${BASE}` stands for. */
  readonly args: Readonly<Record<string, string>> & { readonly BASE: string };
  readonly labels: Readonly<Record<string, string>>;
}

export interface ProduceJob {
  readonly image: string;
  readonly argv: readonly [program: string, ...args: string[]];
  /** Files and directories to copy into the container first: path here → path there. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** What it writes: path in the container. */
  readonly from: string;
  /** Where that goes: a path that does not exist yet. */
  readonly to: string;
}

/** Label of a container that only builds something. */
const BUILD_LABEL = 'dify-e2e.build';

/** Enough for a slow connection, but not forever. */
const PULL_LIMIT_MS = 30 * 60_000;

/** What the client prints even if no registry responds. */
const CLIENT_TALK = /^(Error|Using default tag|WARNING|$)/i;

const inspected = z.object({
  Id: z.string(),
  Architecture: z.string().nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** The Docker engine through its command line, with the user's settings (context, DOCKER_HOST, credentials). */
export function dockerEngine(docker = 'docker'): Engine {
  const run = (args: readonly string[], signal?: AbortSignal) => command(docker, args, signal ? { signal } : {});
  let builder: Promise<Record<string, string>> | undefined;
  let architecture: Promise<string | undefined> | undefined;
  let mirrored: Promise<boolean> | undefined;
  return {
    architecture: () => (architecture ??= architectureOf(docker)),
    hasMirrors: () => (mirrored ??= asksMirrors(docker)),
    async inspect(name) {
      const { exitCode, stdout } = await command(docker, ['image', 'inspect', '--format', '{{json .}}', name], {
        allowFailure: true,
      });
      return exitCode === 0 ? toImage(JSON.parse(stdout)) : undefined;
    },
    offers(name, timeoutMs, signal) {
      const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      return isOffered((args) => command(docker, args, { signal: either, allowFailure: true }), name, either);
    },
    async pull(name, signal, onLine) {
      const fromRegistry = (line: string): void => {
        if (!CLIENT_TALK.test(line)) onLine(line);
      };
      await command(docker, ['pull', name], { signal, onLine: fromRegistry, timeoutMs: PULL_LIMIT_MS });
    },
    async load(file, signal) {
      await run(['load', '--quiet', '--input', file], signal);
    },
    async build({ contextDir, tag, args, labels }, signal) {
      builder ??= builderEnvironment(docker);
      const options = [...pairs('--build-arg', args), ...pairs('--label', labels)];
      const words = ['build', '--quiet', '--network', 'none', '--tag', tag, ...options, contextDir];
      await command(docker, words, { signal, env: await builder });
    },
    async produce({ image, argv: [program, ...args], files, env, from, to }, signal) {
      // Names only: values on the command line would be seen by every user of the machine.
      const variables = Object.keys(env).flatMap((name) => ['--env', name]);
      const options = ['--label', BUILD_LABEL, ...variables, '--entrypoint', program];
      const { stdout } = await command(docker, ['create', ...options, image, ...args], { signal, env });
      const container = stdout.trim();
      try {
        for (const [here, there] of Object.entries(files)) await run(['cp', here, `${container}:${there}`], signal);
        await run(['start', '--attach', container], signal);
        await run(['cp', `${container}:${from}`, to], signal);
      } finally {
        await run(['rm', '--force', container]);
      }
    },
    async save(names, file, signal) {
      await run(['save', '--output', file, ...names], signal);
    },
    async labelled(label) {
      const format = '{{.Repository}}:{{.Tag}}';
      const { stdout } = await run(['image', 'ls', '--filter', `label=${label}`, '--format', format]);
      return stdout.split('\n').filter((line) => line !== '' && !line.includes('<none>'));
    },
    async remove(name) {
      await run(['image', 'rm', name]);
    },
    async tag(name, other) {
      await run(['image', 'tag', name, other]);
    },
    async push(name, signal) {
      await command(docker, ['push', '--quiet', name], { signal, timeoutMs: PULL_LIMIT_MS });
    },
  };
}

function pairs(option: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

/**
 * The classic builder is still in every engine and can use a local image as base; BuildKit needs buildx on the client and the
 * engine's own builder, since one in a container does not see local images.
 */
async function builderEnvironment(docker: string): Promise<Record<string, string>> {
  const { exitCode } = await command(docker, ['buildx', 'version'], { allowFailure: true });
  if (exitCode !== 0) return { DOCKER_BUILDKIT: '0' };
  // The engine's own builder has the name of the client's context.
  const { stdout } = await command(docker, ['context', 'show']);
  return { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: stdout.trim() };
}

function toImage(json: unknown): EngineImage {
  const { Id, RepoDigests, Config, Architecture } = inspected.parse(json);
  const known = Architecture ? { architecture: Architecture } : {};
  return { id: Id, repoDigests: RepoDigests ?? [], labels: Config?.Labels ?? {}, ...known };
}

async function architectureOf(docker: string): Promise<string | undefined> {
  const { exitCode, stdout } = await command(docker, ['version', '--format', '{{.Server.Arch}}'], {
    allowFailure: true,
  });
  return exitCode === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

async function asksMirrors(docker: string): Promise<boolean> {
  const format = '{{range .RegistryConfig.Mirrors}}{{.}} {{end}}';
  const { exitCode, stdout } = await command(docker, ['info', '--format', format], { allowFailure: true });
  return exitCode === 0 && stdout.trim() !== '';
}
