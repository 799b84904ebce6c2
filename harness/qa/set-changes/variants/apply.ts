import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Config, fromConfig, type LoadedConfig } from '../../../core/config/index.ts';
import { digestOf, digestTree, short } from '../../../provision/images/digest.ts';
import { applyEdits, replaceImages, stale } from '../edit.ts';
import type { Variant } from './catalogue.ts';

/** Where copies stay: an environment that is up is compared with its own one until it goes. */
const FOLDER = join('.dify-e2e', 'variants');

/**
 * Copies manifests and Compose deployment of a config, and changes the copies as the variant says. The folder's name says
 * what is in it, so it is written once.
 * @returns the config as the variant needs it, with absolute paths of the copies.
 * @throws HarnessError `EDIT_STALE` when the set no longer has what is to be changed.
 */
export async function withVariant(loaded: LoadedConfig, variant: Variant, base = process.cwd()): Promise<LoadedConfig> {
  const { config, file } = loaded;
  const manifests = fromConfig(file, config.manifests.path);
  const compose = config.compose === undefined ? undefined : fromConfig(file, config.compose.file);
  const sources = [manifests, ...(compose ? [dirname(compose)] : [])];
  const digest = digestOf([variant, await Promise.all(sources.map((source) => digestTree(source)))]);
  const target = resolve(base, FOLDER, `${variant.id}-${short(digest)}`);
  await once(target, (draft) => write(draft, variant, manifests, compose, config.compose?.env));
  return { ...loaded, config: varied(config, variant, target) };
}

async function write(draft: string, variant: Variant, manifests: string, compose?: string, env?: string) {
  const why = `variant "${variant.id}"`;
  const copy = { recursive: true, dereference: true } as const;
  await cp(manifests, join(draft, 'manifests'), copy);
  await applyEdits(join(draft, 'manifests'), variant.edits, why);
  const files = (await readdir(join(draft, 'manifests'))).filter((name) => /\.ya?ml$/.test(name));
  const found = await Promise.all(files.map((name) => replaceImages(join(draft, 'manifests', name), variant.images)));
  missing(why, variant.images, found.flat());
  if (compose === undefined) return;
  await cp(dirname(compose), join(draft, 'compose'), copy);
  missing(why, variant.images, await replaceImages(join(draft, 'compose', basename(compose)), variant.images));
  if (env !== undefined) await changeEnv(join(draft, 'compose', basename(env)), variant.env, why);
}

function missing(why: string, images: Variant['images'], found: readonly string[]): void {
  const lost = Object.keys(images).find((image) => !found.includes(image));
  if (lost !== undefined) throw stale(why, `no image ${lost}`);
}

async function changeEnv(file: string, values: Variant['env'], why: string): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name}=.*$`, 'm');
    if (!line.test(text)) throw stale(why, `no ${name} in ${basename(file)}`);
    text = text.replace(line, () => `${name}=${value}`);
  }
  await writeFile(file, text);
}

function varied(config: Config, variant: Variant, target: string): Config {
  const renamed = <T>(images: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(images).map(([image, value]) => [variant.images[image] ?? image, value]));
  const { doubles, substitutes } = config.images;
  const copy = (file: string): string => join(target, 'compose', basename(file));
  const { compose } = config;
  return {
    ...config,
    dify: { ...config.dify, ...(variant.difyVersion ? { version: variant.difyVersion } : {}) },
    manifests: { ...config.manifests, path: join(target, 'manifests') },
    images: { ...config.images, doubles: renamed(doubles), substitutes: renamed(substitutes) },
    ...(compose ? { compose: { file: copy(compose.file), ...(compose.env ? { env: copy(compose.env) } : {}) } } : {}),
  };
}

/** Two runs may write the same copy at once: the first one to finish wins, and both have the same. */
async function once(target: string, fill: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-draft-`);
  try {
    await fill(draft);
    await rename(draft, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
