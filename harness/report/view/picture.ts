import type { Track } from '../picture/axis.ts';
import type { Mark, Picture } from '../picture/picture.ts';
import type { ViewContext } from './context.ts';

const TRACKS: readonly Track['id'][] = ['requests', 'failed', 'latency', 'cpu', 'memory', 'endpoints'];

/** The picture of the run, and what its page says beside it; undefined if nothing was recorded. */
export function pictureView({ picture, t, format }: ViewContext) {
  if (!picture) return undefined;
  const faults = picture.bands.filter(({ kind }) => kind === 'fault');
  return {
    data: forScript(picture),
    titles: JSON.stringify({
      ...Object.fromEntries(TRACKS.map((id) => [id, t(`picture.${id}`)])),
      time: t('picture.time'),
    }),
    marks: picture.marks.map((mark: Mark) => ({
      at: mark.at,
      text: t(`picture.mark.${mark.kind}`, { name: mark.name }),
    })),
    faults: faults.map(({ name, from, to }) => ({
      ...{ name, at: from, from: format.duration(from * 1000) },
      lasted: to > from ? format.duration((to - from) * 1000) : `< ${format.duration(1000)}`,
    })),
  };
}

/** Inside of a script element nothing may look like its end. */
const forScript = (picture: Picture): string => JSON.stringify(picture).replaceAll('<', '\\u003c');
