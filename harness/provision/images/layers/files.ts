import { cp } from 'node:fs/promises';
import { relative } from 'node:path';
import { UsageError } from '../../../core/errors.ts';
import { digestTree, isLeftOut } from '../digest.ts';
import { recipePath } from '../recipe.ts';
import type { LayerMaker } from './layer.ts';

/** A copy of a file or directory of the repository, without leftovers of tools. */
export const filesLayer: LayerMaker<'files'> = {
  async digest(layer, { recipe }) {
    const from = recipePath(recipe, layer.from);
    return digestTree(from, layer.exclude).catch((cause: unknown) => {
      throw new UsageError({
        code: 'RECIPE_INVALID',
        message: `recipe ${recipe.name}: "${layer.from}" can't be read`,
        likely: '`from` names a file or directory that does not exist',
        cause,
      });
    });
  },
  async make(layer, { recipe }, target) {
    const from = recipePath(recipe, layer.from);
    await cp(from, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => path === from || !isLeftOut(relative(from, path), layer.exclude),
    });
    return { from: layer.from };
  },
};
