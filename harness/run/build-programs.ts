import { dirname, join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import { standInImages } from '../environment/stand-ins/index.ts';
import { imagesOf } from '../manifests/index.ts';
import type { ToolName, Tools } from '../provision/exec/index.ts';
import { createImageStore } from '../provision/images/index.ts';
import { detectEngine } from '../provision/machine/index.ts';
import { buildProgramsOf, buildsImages } from './programs.ts';
import type { Session } from './session.ts';

/** Programs that build images on this machine. */
export interface BuildPrograms {
  readonly needed: readonly ToolName[];
  /** Not needed → why. */
  readonly unused: ReadonlyMap<ToolName, string>;
  /** Needed → the images that have to be built with it, if that was looked up. */
  readonly builtWith: ReadonlyMap<ToolName, readonly string[]>;
  /** Whether images may have to be built. */
  readonly builds: boolean;
}

type Job = Pick<Session, 'config' | 'set' | 'loaded'>;

interface Means {
  readonly tools: Tools;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
}

const UNUSED = 'only needed to build images, and every image can be had without';

/** @returns what building images needs. Registries are asked only if a program is missing. Pulls and changes nothing. */
export async function programsToBuild(job: Job, means: Means): Promise<BuildPrograms> {
  const all = buildProgramsOf(job.config);
  const found = await Promise.all(all.map(async (name) => [name, (await means.tools.find(name)).tool] as const));
  const missing = found.flatMap(([name, tool]) => (tool ? [] : [name]));
  const complete = { needed: all, unused: new Map(), builtWith: new Map(), builds: buildsImages(job.config) };
  if (missing.length === 0) return complete;
  // Without an engine nobody can be asked; a machine that sets one up installs these programs with it.
  if ((await detectEngine({ signal: means.signal })).state !== 'running') return complete;
  const builtWith: ReadonlyMap<ToolName, readonly string[]> = await needsOf(job, means);
  const spared = missing.filter((name) => !builtWith.has(name));
  return {
    needed: all.filter((name) => !spared.includes(name)),
    unused: new Map(spared.map((name) => [name, UNUSED])),
    builtWith,
    builds: builtWith.size > 0,
  };
}

async function needsOf({ config, set, loaded }: Job, { cacheDir, signal }: Means) {
  const store = createImageStore({
    images: config.images,
    configDir: dirname(loaded.file),
    recipesDir: join(packageRoot(), 'fixtures', 'images'),
    ...{ cacheDir, signal },
    log: () => undefined,
    progress: () => undefined,
  });
  const { nodeImage, ingressImage } = config.cluster;
  return store.buildNeeds([nodeImage, ingressImage, ...imagesOf(set), ...(await standInImages(config))]);
}
