import { deploymentText, documents } from '../example-text.ts';
import type { Rule } from '../rule.ts';
import { partImages, sameImage } from './part-images.ts';

const pair = (version: string) => {
  const image = `langgenius/dify-api:${version}`;
  return documents(deploymentText('dify-api', { image }), deploymentText('dify-worker', { image }));
};

export const imageVersionDiffers: Rule = {
  id: 'image-version-differs',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'API and worker run the version of Dify that is expected',
  rationale: 'What is verified is not what was decided on: settings, routes and checks are those of another version.',
  remediation: 'Write the expected version, or correct dify.version in the config.',
  source: 'Deployment description 7; dify.version of the config',
  examples: { bad: { manifests: pair('1.11.5') }, good: { manifests: pair('1.11.4') } },
  mutation: (['20-api', '21-worker'] as const)
    .map((file) => ({
      file: `manifests/dify/${file}.yaml`,
      replace: 'image: langgenius/dify-api:1.11.4',
      by: 'image: langgenius/dify-api:1.11.3',
    }))
    .concat(
      ['api', 'worker'].map((service) => ({
        file: 'compose/docker-compose.yaml',
        replace: `  ${service}:\n    image: langgenius/dify-api:1.11.4`,
        by: `  ${service}:\n    image: langgenius/dify-api:1.11.3`,
      })),
    ),
  *find(input) {
    const expected = input.expected.difyVersion;
    const images = partImages(input);
    const [api, worker] = [images.get('api'), images.get('worker')];
    // Two different images are a finding of their own.
    if (api && worker && !sameImage(api.reference, worker.reference)) return;
    const image = api ?? worker;
    if (!image || image.version === expected) return;
    if (image.version === undefined) {
      const message = `image "${image.text}" does not say which version of Dify it holds; ${expected} is expected`;
      yield { kind: 'unjudged', message, at: image.at };
      return;
    }
    yield {
      kind: 'finding',
      at: image.at,
      message: `${image.text} is not Dify ${expected}`,
      cause: 'the set was upgraded without the config, or the other way round',
      remedy: `write version ${expected}, or set dify.version to ${image.version} in the config`,
      related: api && worker ? [{ at: worker.at, message: 'the worker has the same image' }] : [],
    };
  },
};
