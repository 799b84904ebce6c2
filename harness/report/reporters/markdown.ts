import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPicture } from '../picture/load-picture.ts';
import { renderMarkdown } from '../render.ts';
import { viewContext } from '../view/context.ts';
import { buildView } from '../view/view.ts';
import type { Reporter } from './reporter.ts';

const FILE = 'signoff.md';

/** A text that fits into the summary of a CI step. */
export const markdownReporter: Reporter = {
  name: 'markdown',
  async write(run, dir, language) {
    await writeFile(
      join(dir, FILE),
      renderMarkdown(buildView(viewContext(run, language, new Map(), loadPicture(run, dir)))),
    );
    return [FILE];
  },
};
