import { CLUSTER_PROVIDERS, type Config, IMAGE_SOURCES } from '../core/config/index.ts';
import type { ToolName } from '../provision/exec/index.ts';

/** Programs that a team's deploy script uses. */
const FOR_SCRIPT: readonly ToolName[] = ['kubectl', 'envsubst'];

type Asks = Pick<Config, 'images' | 'manifests' | 'cluster'>;

/** @returns the programs that every run with this config starts. */
export function programsOf({ images, manifests, cluster }: Asks): ToolName[] {
  const sources = images.sources.map((name) => IMAGE_SOURCES[name]);
  const provided = new Set<string>(sources.flatMap(({ provides }) => [...provides]));
  const script = manifests.deploy === 'script' ? FOR_SCRIPT.filter((name) => !provided.has(name)) : [];
  const provider = CLUSTER_PROVIDERS[cluster.provider].programs;
  return [...new Set([...provider, ...script, 'k6', 'chromium'] as const)];
}

/** @returns the programs with which images are built, if any has to be. */
export function buildProgramsOf({ images }: Pick<Config, 'images'>): ToolName[] {
  return [...new Set(images.sources.flatMap((name): readonly ToolName[] => IMAGE_SOURCES[name].programs))];
}

/** @returns whether images may be built on this machine. */
export function buildsImages({ images }: Pick<Config, 'images'>): boolean {
  return images.sources.some((name) => IMAGE_SOURCES[name].builds);
}
