import { imageUses } from '../../facts/images/images.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const imageReferenceInvalid: Rule = {
  id: 'image-reference-invalid',
  claims: ['IMG-1'],
  severity: 'mandatory',
  title: 'Each image is an image reference',
  rationale: 'kubelet reports InvalidImageName and does not try again until it is changed.',
  remediation: 'Write registry/name:tag, the name in small letters and without spaces or https://.',
  source: 'Kubernetes, "Images": Image names; distribution, reference grammar',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read)) continue;
      if (read.fault === 'symbolic') {
        const message = `image "${text}" is filled in when deploying`;
        yield { kind: 'not-evaluated', message, at: placeIn(workload.entry, path) };
      }
      if (read.fault !== 'malformed') continue;
      yield findingIn(workload.entry, path, {
        message: `"${text}" is no image reference`,
        cause: /^https?:/.test(text) ? 'it begins like a web address' : 'capital letters, a space, or two colons',
        remedy: 'write registry/name:tag, the name in small letters',
      });
    }
  },
};
