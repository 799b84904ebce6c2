import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Artifact } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { loadPicture } from '../picture/load-picture.ts';
import { renderHtml } from '../render.ts';
import { viewContext } from '../view/context.ts';
import { buildView } from '../view/view.ts';
import type { Reporter } from './reporter.ts';

const FILE = 'signoff.html';
const PICTURE_BYTES = 400_000;
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** One self-contained page; pictures under 400 kB are embedded, larger ones are linked. */
export const htmlReporter: Reporter = {
  name: 'html',
  async write(run, dir, language) {
    const pictures = await picturesOf(run, dir);
    await writeFile(
      join(dir, FILE),
      renderHtml(buildView(viewContext(run, language, pictures, loadPicture(run, dir)))),
    );
    return [FILE];
  },
};

async function picturesOf(run: RunRecord, dir: string): Promise<Map<string, string>> {
  const pictures = new Map<string, string>();
  for (const artifact of run.checks.flatMap((check) => check.evidence)) {
    const data = await pictureData(artifact, dir);
    if (data) pictures.set(artifact.path, data);
  }
  return pictures;
}

/** A picture that is missing or outside the folder must not fail the report: it stays a link. */
async function pictureData({ path, contentType }: Artifact, dir: string): Promise<string | undefined> {
  const file = resolve(dir, path);
  if (!PICTURES.has(contentType) || !file.startsWith(resolve(dir) + sep)) return undefined;
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : Number.POSITIVE_INFINITY),
    () => Number.POSITIVE_INFINITY,
  );
  if (size >= PICTURE_BYTES) return undefined;
  return `data:${contentType};base64,${(await readFile(file)).toString('base64')}`;
}
