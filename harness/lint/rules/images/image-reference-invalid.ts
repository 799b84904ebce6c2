import { imageUses } from '../../facts/images/images.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const imageReferenceInvalid: Rule = {
  id: 'image-reference-invalid',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'Each image is a valid image reference',
  rationale: 'The kubelet reports InvalidImageName, and the pod does not start until the image is corrected.',
  remediation: 'Use registry/name:tag, with the name in lowercase and without spaces or https://.',
  source: 'Kubernetes, "Images": Image names; distribution, reference grammar',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read)) continue;
      if (read.fault === 'symbolic') {
        const message = `image "${text}" is filled in at deploy time`;
        yield { kind: 'not-evaluated', message, at: placeIn(workload.entry, path) };
      }
      if (read.fault !== 'malformed') continue;
      yield findingIn(workload.entry, path, {
        message: `"${text}" is not a valid image reference`,
        cause: /^https?:/.test(text) ? 'it starts with a URL scheme' : 'uppercase letters, a space, or two colons',
        remedy: 'use registry/name:tag, with the name in lowercase',
      });
    }
  },
};
