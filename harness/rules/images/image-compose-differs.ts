import { composeServiceOf } from '../environment/pairing.ts';
import { deploymentText } from '../example-text.ts';
import type { Rule } from '../rule.ts';
import { readImage, shortName } from './images.ts';
import { partImages, sameImage } from './part-images.ts';

const web = deploymentText('dify-web', { image: 'langgenius/dify-web:1.11.4' });
const compose = (version: string) => `services:\n  web:\n    image: langgenius/dify-web:${version}\n`;

export const imageComposeDiffers: Rule = {
  id: 'image-compose-differs',
  claims: ['IMG-1'],
  severity: 'recommended',
  title: 'Each part runs the image that it runs in Compose',
  rationale:
    'With another version the settings that were taken over may mean something else, and what differs can no longer be told from what was forgotten.',
  remediation: 'Use one version on both sides, or upgrade one side knowingly.',
  source: 'Deployment description 7, 10.1',
  needs: 'compose',
  examples: {
    bad: { manifests: web, compose: compose('1.11.3') },
    good: { manifests: web, compose: compose('1.11.4') },
  },
  mutation: [
    {
      file: 'compose/docker-compose.yaml',
      replace: 'image: langgenius/dify-web:1.11.4',
      by: 'image: langgenius/dify-web:1.11.3',
    },
  ],
  *find(input) {
    const { compose: project, expected } = input;
    const images = partImages(input);
    const [api, worker] = [images.get('api'), images.get('worker')];
    const skewed = api && worker && !sameImage(api.reference, worker.reference);
    for (const image of images.values()) {
      const service = project && composeServiceOf(expected, project, image.part);
      if (!service?.image || (skewed && (image === api || image === worker))) continue;
      const read = readImage(service.image.value);
      const at = { ...service.image.at, object: `Compose service ${service.name}`, field: 'image' };
      if ('fault' in read) {
        const message = `Compose's ${service.name} has no version to compare with: ${service.image.value}`;
        yield { kind: 'unjudged', message, at };
        continue;
      }
      const { reference } = read;
      if (sameImage(image.reference, reference)) continue;
      // A mirror has the same image under another name.
      if (
        sameImage(
          { ...image.reference, repository: shortName(image.reference) },
          { ...reference, repository: shortName(reference) },
        )
      ) {
        yield { kind: 'remark', message: `${image.part} comes from another repository than in Compose`, at: image.at };
        continue;
      }
      yield {
        kind: 'finding',
        at: image.at,
        message: `${image.part} runs ${image.text}, in Compose ${service.image.value}`,
        cause: 'one of the two sides was upgraded alone',
        remedy: 'write the same version on both sides',
        related: [{ at, message: 'the image in Compose' }],
      };
    }
  },
};
