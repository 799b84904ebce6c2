import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../digest.ts';
import type { LayerOf } from '../recipe-schema.ts';
import type { LayerMaker } from './layer.ts';

/** A directory of symbolic links. The digest is that of the same directory as `files`, so that both make the same image. */
export const linksLayer: LayerMaker<'links'> = {
  async digest(layer) {
    return digestOf(sorted(layer).map(([name, target]) => `${name} -> ${target}`));
  },
  async make(layer, _context, target) {
    await mkdir(target);
    for (const [name, to] of sorted(layer)) await symlink(to, join(target, name));
    return { links: layer.links };
  },
};

const sorted = ({ links }: LayerOf<'links'>): [string, string][] =>
  Object.entries(links).sort(([a], [b]) => (a < b ? -1 : 1));
