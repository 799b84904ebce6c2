import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For tests: a copy of the fixture set with one text replaced. @returns its directory. */
export async function copyOfSet(file: string, what: RegExp, by: string): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'set-')), 'set');
  await cp('fixtures/manifests/dify', folder, { recursive: true, dereference: true });
  const text = await readFile(join(folder, file), 'utf8');
  if (!what.test(text)) throw new Error(`${file} has no ${what}`);
  await writeFile(join(folder, file), text.replace(what, by));
  return folder;
}
