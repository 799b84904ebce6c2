import { join } from 'node:path';
import { HarnessError } from '../../core/errors.ts';
import { docker } from '../../environment/engine/index.ts';

/** Recipes of what a manifest set runs. */
const DOUBLES = ['dify-api', 'dify-web', 'dify-sandbox', 'dify-plugin-daemon', 'squid'];

async function builtFrom(recipe: string): Promise<string[]> {
  const filter = `label=dify-e2e.recipe=${recipe}`;
  const { stdout } = await docker(['image', 'ls', '--filter', filter, '--format', '{{.Repository}}:{{.Tag}}']);
  return stdout.split('\n').filter((name) => name !== '' && !name.includes('<none>'));
}

/** @returns the node image that the last run used. @throws HarnessError `IMAGE_UNAVAILABLE` where no run has built one. */
export async function nodeImageHere(): Promise<string> {
  const [name] = await builtFrom('node');
  if (name) return name;
  throw new HarnessError({
    code: 'IMAGE_UNAVAILABLE',
    message: 'the engine has no node image',
    hint: 'npm run e2e   builds it',
  });
}

/** Saves one double of each recipe into a folder, an archive each. @returns the folder. */
export async function archivesOfDoubles(folder: string, signal: AbortSignal): Promise<string> {
  for (const recipe of DOUBLES) {
    const [name] = await builtFrom(recipe);
    if (name) await docker(['save', '--output', join(folder, `${recipe}.tar`), name], { signal });
  }
  return folder;
}
