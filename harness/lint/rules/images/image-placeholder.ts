import { imageUses } from '../../facts/images/images.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const imagePlaceholder: Rule = {
  id: 'image-placeholder',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'No image is a placeholder',
  rationale: 'The name is from a template: there is no such image, and the pod stays in ImagePullBackOff.',
  remediation: 'Write the image that is to run, with its version.',
  source: 'Deployment description 7, 8: my-docker-registry/dify-*:custom-v1',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read) || read.fault !== 'placeholder') continue;
      yield findingIn(workload.entry, path, {
        message: `image "${text}" is a placeholder`,
        cause: 'the name of a template was never replaced',
        remedy: 'write the registry, the name and the version of the image that is to run',
      });
    }
  },
};
