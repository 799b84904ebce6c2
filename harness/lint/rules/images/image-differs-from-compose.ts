import type { ComposeText } from '../../../lib/compose/index.ts';
import type { ImageReference } from '../../../lib/image-reference/index.ts';
import { composeServiceOf } from '../../facts/environment/pairing.ts';
import { readImage, shortName } from '../../facts/images/images.ts';
import { isOtherRelease, isSkewed, type PartImage, partImages, sameImage } from '../../facts/images/part-images.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const imageDiffersFromCompose: Rule = {
  id: 'image-differs-from-compose',
  claims: ['IMG-1'],
  severity: 'recommended',
  title: 'Each component runs the same image as in Compose',
  rationale:
    'In another version the settings copied from Compose may mean something else, and intended differences cannot be told from omissions.',
  remediation: 'Use one version on both sides, or accept the difference deliberately.',
  source: 'Deployment description 7, 10.1',
  needs: 'compose',
  *find(input) {
    const { compose: project, expected } = input;
    if (!project) return;
    const images = partImages(input);
    const skewed = isSkewed(images);
    for (const image of images.values()) {
      const service = composeServiceOf(expected, project, image.part);
      // If the cluster's image is wrong by itself, another rule reports it.
      const wrong = (skewed && (image.part === 'api' || image.part === 'worker')) || isOtherRelease(image, input);
      if (service?.image && !wrong) yield* compared(image, service.name, service.image);
    }
  },
};

function* compared(image: PartImage, service: string, inCompose: ComposeText): Generator<Outcome> {
  const read = readImage(inCompose.value);
  const at = { ...inCompose.at, object: `Compose service ${service}`, field: 'image' };
  if ('fault' in read) {
    const message = `Compose's ${service} has no version to compare: ${inCompose.value}`;
    yield { kind: read.fault === 'symbolic' ? 'not-evaluated' : 'remark', message, at };
  } else if (!sameImage(byShortName(image.reference), byShortName(read.reference))) {
    yield {
      kind: 'finding',
      at: image.at,
      message: `${image.part} runs ${image.text}, but Compose has ${inCompose.value}`,
      cause: 'only one of the two sides was upgraded',
      remedy: 'use the same version on both sides',
      related: [{ at, message: 'the image in Compose' }],
    };
  } else if (!sameImage(image.reference, read.reference)) {
    yield { kind: 'remark', message: `${image.part} comes from a different repository than in Compose`, at: image.at };
  }
}

/** A mirror has the same image under another name. */
const byShortName = (reference: ImageReference): ImageReference => ({ ...reference, repository: shortName(reference) });
