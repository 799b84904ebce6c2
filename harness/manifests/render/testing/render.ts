import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ManifestSet, nameOf } from '../../../lib/kube-objects/index.ts';

/** For tests: writes files, with their folders, into a fresh one. @returns the folder. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'render-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** For tests: @returns an environment in which there is nothing but one program, a shell script. */
export async function only(program: string, script: string): Promise<{ PATH: string }> {
  const path = await folderOf({ [program]: `#!/bin/sh\n${script}\n` });
  await chmod(join(path, program), 0o755);
  return { PATH: path };
}

/** For tests: `Deployment dify/dify-api@templates/api.yaml:2`. */
export const placesOf = (set: ManifestSet): string[] =>
  set.objects.map(({ object, file, line }) => `${nameOf(object)}@${file.replace(`${set.root}/`, '')}:${line}`);
