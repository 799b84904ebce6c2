import { TITLES } from '../inference/index.ts';
import type { LintInput } from '../lint/facts/input/input.ts';
import { imagesOf } from '../manifests/index.ts';
import type { Draft, Hindrance, Piece } from './draft.ts';
import { DOUBLES, INGRESS_IMAGE, NODE_IMAGE, OUTSIDE, OWN_SUBSTITUTES, SUBSTITUTES } from './shipped-images.ts';

type Images = NonNullable<Draft['images']>;

/**
 * @param standIns images of the stand-ins that the run needs.
 * @returns what replaces each image of the set, and of the harness, where it can't be had.
 */
export function imagesIn(input: LintInput, standIns: readonly string[]): Piece<Images> {
  const doubles: Record<string, string> = {};
  const own = [NODE_IMAGE, INGRESS_IMAGE, OUTSIDE.image, ...standIns];
  const substitutes: Record<string, string> = Object.fromEntries(
    own.flatMap((image) => (OWN_SUBSTITUTES[image] ? [[image, OWN_SUBSTITUTES[image]]] : [])),
  );
  for (const { component, seen } of input.understood.containers) {
    const image = seen.placed.container.image ?? '';
    const [double, substitute] = [DOUBLES[component], SUBSTITUTES[component]];
    if (double) doubles[image] = double;
    else if (substitute) substitutes[image] = substitute;
  }
  const all = imagesOf({ objects: input.sound } as Parameters<typeof imagesOf>[0]);
  const alone = all.filter((image) => doubles[image] === undefined && substitutes[image] === undefined);
  return {
    value: { sources: ['registry', 'archive', 'packages'], doubles, substitutes },
    comments: [
      ['images.doubles', `contract doubles of ${partsText(input)}: used only in a rehearsal`],
      ...(alone.length === 0 ? [] : [['images', onlyPulled(alone)] as const]),
    ],
    hindrances: floating(all),
  };
}

const partsText = ({ understood }: LintInput): string =>
  [...new Set(understood.containers.map(({ component }) => component))]
    .filter((component) => component in DOUBLES)
    .map((component) => TITLES[component])
    .join(', ');

const onlyPulled = (images: readonly string[]): string =>
  `from a registry or an archive only, because there is no recipe for them: ${images.join(', ')}`;

/** An image without a name can't be found anywhere. */
const floating = (images: readonly string[]): Hindrance[] =>
  images.includes('') ? [{ what: 'a container of the set has no image', remedy: 'name it in the set' }] : [];
