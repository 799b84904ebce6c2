import { HarnessError, messageOf } from '../../../core/errors.ts';
import { DOCKER_HUB, type PullRules, pullCandidates } from '../../../lib/image-reference/index.ts';
import type { Engine, EngineImage } from '../engine.ts';
import { type Progress, timed } from '../progress.ts';
import { type ImageSource, type ResolvedImage, type SourceProblem, VERSION_LABEL } from '../resolved.ts';
import { otherPlatform, registryProblem } from './registry-problems.ts';

export interface PullOptions {
  readonly engine: Engine;
  /** A registry that does not respond within this time is skipped for the rest of the run, but for images that a mirror of the engine has. */
  readonly timeoutSeconds: number;
  log(line: string): void;
  progress(update: Progress): void;
}

/** Errors that the registry itself returns: the image does not exist, or access is denied. */
const ANSWERS =
  /manifest unknown|not found|name unknown|access denied|denied:|\bdenied$|unauthorized|no matching manifest|toomanyrequests|too many requests|authentication required|no basic auth|does not match the/i;

/** Pulls an image. @returns why it is not in the engine now, the last line of what the engine said; undefined if it is. */
export type PullImage = (registry: string, name: string, signal: AbortSignal) => Promise<string | undefined>;

/** Pulls with the engine's own mirrors, proxies and credentials, and remembers for the run which registries respond. */
export function imagePuller(options: PullOptions): PullImage {
  const registries = new Map<string, Promise<string | undefined>>();
  return (registry, name, signal) => pullOnce(registry, name, options, registries, signal);
}

/**
 * Images from container registries. The first pull from a registry shows whether it responds; all other images wait for that.
 * Mirrors are tried before Docker Hub, in their order; `askMs`: how long a registry is asked whether it has an image.
 */
export function registrySource(
  engine: Engine,
  { rules, pull, askMs }: { readonly rules: PullRules; readonly pull: PullImage; readonly askMs: number },
): ImageSource {
  const problems: SourceProblem[] = [];
  const usable = async (ref: string, image: EngineImage): Promise<boolean> => {
    const own = await engine.architecture();
    if (own === undefined || image.architecture === undefined || image.architecture === own) return true;
    problems.push(otherPlatform(ref, image.architecture, own));
    return false;
  };
  return {
    name: 'registry',
    problems: () => problems,
    async offers(ref, signal) {
      if (((await engine.inspect(ref))?.repoDigests.length ?? 0) > 0) return true;
      const names = pullCandidates(ref, rules).map(({ name }) => name);
      return (await Promise.all(names.map((name) => engine.offers(name, askMs, signal)))).some(Boolean);
    },
    async find(ref, signal) {
      const present = await engine.inspect(ref);
      // An image of that name without a registry digest was tagged or built here, so it could be anything.
      if (present && present.repoDigests.length > 0 && (await usable(ref, present))) {
        return async () => toResolved(ref, ref, present);
      }
      for (const { registry, name } of pullCandidates(ref, rules)) {
        const failure = await pull(registry, name, signal);
        const problem = failure === undefined ? undefined : registryProblem(ref, registry, name, failure);
        if (problem) problems.push(problem);
        const image = failure === undefined ? await engine.inspect(name) : undefined;
        if (image && (await usable(ref, image))) return async () => toResolved(ref, name, image);
      }
      return undefined;
    },
  };
}

async function pullOnce(
  registry: string,
  name: string,
  options: PullOptions,
  registries: Map<string, Promise<string | undefined>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const asked = registries.get(registry);
  // Without an await where nobody has asked yet: the next image must find this pull.
  const silence = asked && (await asked);
  if (silence !== undefined && !(await mirrorHas(registry, name, options, signal))) return silence;
  const { answered, pulled } = startPull(name, options, signal);
  if (!asked) registries.set(registry, silenceOf(answered, pulled));
  const alive = await answered;
  signal.throwIfAborted();
  if (!alive) {
    // A registry may fail during a run; from then on it is skipped.
    const why = await reason(pulled);
    registries.set(registry, Promise.resolve(why));
    options.log(`registry ${registry}: skipped for the rest of this run (${why})`);
    return why;
  }
  const error = await timed(`pull of ${name}`, undefined, options.progress, () => pulled);
  if (error) options.log(`registry ${registry}: can't pull ${name} (${lastLine(error)})`);
  signal.throwIfAborted();
  return error === undefined ? undefined : lastLine(error);
}

/** An engine with a mirror asks Docker Hub itself for what the mirror lacks: its silence then says nothing about other images. */
async function mirrorHas(registry: string, name: string, options: PullOptions, signal: AbortSignal): Promise<boolean> {
  const { engine, timeoutSeconds } = options;
  if (registry !== DOCKER_HUB || !(await engine.hasMirrors())) return false;
  return engine.offers(name, timeoutSeconds * 1000, signal);
}

/** @returns why the registry does not respond; undefined if it does. */
const silenceOf = async (answered: Promise<boolean>, pulled: Promise<unknown>): Promise<string | undefined> =>
  (await answered) ? undefined : reason(pulled);

interface Pull {
  /** Whether the registry responded in time. */
  readonly answered: Promise<boolean>;
  /** The error, or undefined once the image is available. */
  readonly pulled: Promise<unknown>;
}

function startPull(name: string, { engine, timeoutSeconds }: PullOptions, signal: AbortSignal): Pull {
  const patience = new AbortController();
  const answer = Promise.withResolvers<boolean>();
  const timer = setTimeout(
    () => patience.abort(new Error(`no response within ${timeoutSeconds} s`)),
    timeoutSeconds * 1000,
  );
  const onAnswer = (alive: boolean): void => {
    clearTimeout(timer);
    answer.resolve(alive);
  };
  const pulled = engine
    .pull(name, AbortSignal.any([signal, patience.signal]), () => onAnswer(true))
    .then(
      () => {
        onAnswer(true);
        return undefined;
      },
      (error: unknown) => {
        onAnswer(ANSWERS.test(lastLine(error)));
        return error;
      },
    );
  return { answered: answer.promise, pulled };
}

async function reason(pulled: Promise<unknown>): Promise<string> {
  return lastLine(await pulled);
}

function lastLine(error: unknown): string {
  return (error instanceof HarnessError ? error.details.at(-1) : undefined) ?? messageOf(error);
}

function toResolved(ref: string, tag: string, image: EngineImage): ResolvedImage {
  const version = image.labels[VERSION_LABEL];
  const digest = image.repoDigests[0]?.replace(/^.*@/, '') ?? image.id;
  return { ref, tag, id: image.id, source: 'registry', double: false, digest, ...(version ? { version } : {}) };
}
