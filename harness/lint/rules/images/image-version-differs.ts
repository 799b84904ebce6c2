import type { PartName } from '../../../core/config/index.ts';
import { isOtherRelease, isSkewed, type PartImage, partImages } from '../../facts/images/part-images.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const imageVersionDiffers: Rule = {
  id: 'image-version-differs',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'API, worker and web run the expected version of Dify',
  rationale: 'Settings, routes and checks are chosen for the expected version; they do not fit another one.',
  remediation: 'Use the expected version, or correct dify.version in the config.',
  source: 'Deployment description 7; dify.version of the config',
  needs: 'version',
  *find(input) {
    const { judgedBy, difyVersion: expected = '' } = input.expected;
    const images = partImages(input);
    const skewed = isSkewed(images);
    for (const image of images.values()) {
      if (skewed && image.part !== 'web') continue;
      // The worker runs the API's image.
      if (image.part === 'worker' && images.has('api')) continue;
      if (isOtherRelease(image, input)) yield otherRelease(image, expected, judgedBy === 'set', images);
      else if (image.version === undefined && image.part !== 'ssrf-proxy') {
        // A digest or a custom tag: the running API reports its version.
        const message = `image "${image.text}" does not show its Dify version`;
        yield { kind: 'remark', message, at: image.at };
      }
    }
  },
};

function otherRelease(
  image: PartImage,
  expected: string,
  alone: boolean,
  images: ReadonlyMap<PartName, PartImage>,
): Outcome {
  const worker = image.part === 'api' ? images.get('worker') : undefined;
  return {
    kind: 'finding',
    at: image.at,
    message: `${image.text} is not Dify ${expected}`,
    cause: alone
      ? `the API runs ${expected}, and API, worker and web are released together`
      : 'the set was upgraded but not the config, or vice versa',
    remedy: `use version ${expected}${alone ? '' : `, or set dify.version to ${image.version} in the config`}`,
    related: worker ? [{ at: worker.at, message: 'the worker runs the same image' }] : [],
  };
}
