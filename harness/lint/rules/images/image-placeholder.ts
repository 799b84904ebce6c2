import { imageUses } from '../../facts/images/images.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const imagePlaceholder: Rule = {
  id: 'image-placeholder',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'No image is a placeholder',
  rationale: 'The name comes from a template; the image does not exist, and the pod stays in ImagePullBackOff.',
  remediation: 'Use the real image, with its version.',
  source: 'Deployment description 7, 8: my-docker-registry/dify-*:custom-v1',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read) || read.fault !== 'placeholder') continue;
      yield findingIn(workload.entry, path, {
        message: `image "${text}" is a placeholder`,
        cause: 'the name in the template was never replaced',
        remedy: 'set the registry, name and version of the real image',
      });
    }
  },
};
