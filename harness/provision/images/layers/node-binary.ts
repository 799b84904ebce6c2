import { constants } from 'node:fs';
import { chmod, copyFile, open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { digestFile } from '../digest.ts';
import type { LayerMaker } from './layer.ts';

/** The Node executable of the npm package `node`: it only needs glibc 2.28, so it runs in any Debian image. */
export const nodeBinaryLayer: LayerMaker<'node-binary'> = {
  async digest() {
    return digestFile(await nodeBinary());
  },
  async make(_layer, _context, target) {
    await copyFile(await nodeBinary(), target, constants.COPYFILE_FICLONE);
    await chmod(target, 0o755);
    return { node: process.version };
  },
};

/** @throws HarnessError `NODE_BINARY_UNUSABLE` if npm installed a Node for another system than Linux, or none. */
async function nodeBinary(): Promise<string> {
  const file = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  if (await isElf(file)) return file;
  throw new HarnessError({
    code: 'NODE_BINARY_UNUSABLE',
    message: `${file} is not a Linux program, so it can't be used in an image`,
    likely: 'the packages were installed without scripts, or this machine is not Linux',
    hint: 'npm rebuild node',
  });
}

async function isElf(path: string): Promise<boolean> {
  await using file = await open(path).catch(() => undefined);
  if (!file) return false;
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
}
