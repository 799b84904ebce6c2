import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { translator } from '../messages/translate.ts';
import { loadPicture } from '../picture/load-picture.ts';
import { svgOf } from '../picture/svg.ts';
import type { Reporter } from './reporter.ts';

export const PICTURE_FILE = 'timeline.svg';

/** The timeline as a drawing, for the Markdown report and for pages without scripts; none if nothing was recorded. */
export const pictureReporter: Reporter = {
  name: 'picture',
  async write(run, dir, language) {
    const picture = loadPicture(run, dir);
    if (!picture) {
      await rm(join(dir, PICTURE_FILE), { force: true });
      return [];
    }
    const t = translator(language);
    await writeFile(
      join(dir, PICTURE_FILE),
      svgOf(picture, (id) => t(`picture.${id}`)),
    );
    return [PICTURE_FILE];
  },
};
