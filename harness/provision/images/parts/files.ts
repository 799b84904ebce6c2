import { cp } from 'node:fs/promises';
import { relative } from 'node:path';
import { UsageError } from '../../../core/errors.ts';
import { digestTree, isLeftOut } from '../digest.ts';
import { recipePath } from '../recipe.ts';
import type { PartMaker } from './part.ts';

/** A file or folder of the repository, copied as it is, without what tools leave behind. */
export const filesPart: PartMaker<'files'> = {
  async digest(part, { recipe }) {
    const from = recipePath(recipe, part.from);
    return digestTree(from, part.exclude).catch((cause: unknown) => {
      throw new UsageError({
        code: 'RECIPE',
        message: `recipe ${recipe.name}: "${part.from}" can't be read`,
        likely: 'from: names a file or folder that is not there',
        cause,
      });
    });
  },
  async make(part, { recipe }, target) {
    const from = recipePath(recipe, part.from);
    await cp(from, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => path === from || !isLeftOut(relative(from, path), part.exclude),
    });
    return { from: part.from };
  },
};
