import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from '../../environment/engine/index.ts';
import { command } from '../../provision/exec/index.ts';
import type { ImageStore } from '../../provision/images/index.ts';

interface LookAlike {
  /** The public name. */
  readonly ref: string;
  /** The recipe whose image it is. */
  readonly recipe: string;
  /** Directory of `fixtures/look-alikes`. */
  readonly dockerfile: 'plain' | 'python' | 'milvus';
}

/** Stock images on which the doubles are built. */
const STOCK: readonly LookAlike[] = [
  { ref: 'python:3.12-slim', recipe: 'runtime', dockerfile: 'python' },
  { ref: 'node:24-slim', recipe: 'runtime', dockerfile: 'plain' },
];

/**
 * @param substitutes of the config: public name → recipe. Images of the harness itself (`localhost/…`) are in no registry.
 * @returns what a registry with all public images would have, but for Dify's own.
 */
export function lookAlikes(substitutes: Readonly<Record<string, string>>): LookAlike[] {
  const published = Object.entries(substitutes).filter(([ref]) => !ref.startsWith('localhost/'));
  const plain = published.map(([ref, recipe]) => ({
    ...{ ref, recipe },
    dockerfile: recipe === 'milvus' ? ('milvus' as const) : ('plain' as const),
  }));
  return [...plain, ...STOCK];
}

/** Recipe for each public name, as a config has it. */
export const recipesOf = (all: readonly LookAlike[]): Record<string, string> =>
  Object.fromEntries(all.map(({ ref, recipe }) => [ref, recipe]));

/** Nobody may take one for the image of its makers; reports show the version. */
const MARKS = [
  'dify-e2e.look-alike=built from packages, not by its makers',
  'org.opencontainers.image.version=look-alike',
];

/** Docker Hub's names as a mirror of it has them. */
export const nameIn = (registry: string, ref: string): string =>
  `${registry}/${ref.includes('/') ? ref : `library/${ref}`}`;

/** Builds the look-alikes and publishes them to a registry. @returns their names there. */
export async function publishLookAlikes(
  all: readonly LookAlike[],
  { store, registry, fixtures }: { readonly store: ImageStore; readonly registry: string; readonly fixtures: string },
): Promise<string[]> {
  const bases = await store.resolveAll(all.map(({ ref }) => ref));
  const names: string[] = [];
  for (const { ref, dockerfile } of all) {
    const name = nameIn(registry, ref);
    const id = await build(name, bases.get(ref)?.tag ?? '', join(fixtures, dockerfile));
    await docker(['push', '--quiet', name]);
    // Only the registry is to have it. By its id, since a push gives it a second name, with a digest.
    await docker(['image', 'rm', '--force', id]);
    names.push(name);
  }
  return names;
}

/** @returns the image's id. */
async function build(name: string, base: string, folder: string): Promise<string> {
  const context = await mkdtemp(join(tmpdir(), 'dify-e2e-look-alike-'));
  try {
    await cp(folder, context, { recursive: true });
    if ((await readFile(join(context, 'Dockerfile'), 'utf8')).includes('COPY pip ')) await unpackPip(context);
    const labels = MARKS.flatMap((mark) => ['--label', mark]);
    const options = ['build', '--quiet', '--network', 'none', '--build-arg', `BASE=${base}`, ...labels];
    const { stdout } = await docker([...options, '--tag', name, context], { env: { DOCKER_BUILDKIT: '0' } });
    return stdout.trim();
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

const unpackPip = (context: string): Promise<unknown> =>
  command('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', join(context, 'pip'), 'pip']);
