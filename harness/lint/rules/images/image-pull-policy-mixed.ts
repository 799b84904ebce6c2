import { type ImageUse, imageUses } from '../../facts/images/images.ts';
import { byName } from '../../facts/input/by-name.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const imagePullPolicyMixed: Rule = {
  id: 'image-pull-policy-mixed',
  claims: ['IMG-1'],
  severity: 'informational',
  title: 'Each image has the same pull policy everywhere',
  rationale:
    'If the tag is pushed again, pods with Always run the new image and the others the old one: two builds under one name.',
  remediation: 'Set the same imagePullPolicy wherever the image is used.',
  source: 'Kubernetes, "Images": Image pull policy',
  together: 'set',
  *find(input) {
    // A floating tag has its own rule; with a digest the policy makes no difference.
    const settled = imageUses(input).filter(({ read }) => 'reference' in read && !read.reference.digest);
    for (const [text, uses] of Map.groupBy(settled, (use) => use.text)) {
      if (new Set(uses.map(policyOf)).size < 2) continue;
      const [first, ...others] = uses.toSorted((a, b) => byName(a.workload, b.workload));
      for (const other of others) {
        if (!first || policyOf(other) === policyOf(first)) continue;
        yield findingIn(other.workload.entry, policyPath(other), {
          message: `image "${text}" has pull policy ${policyOf(other)} here, but ${policyOf(first)} elsewhere`,
          cause: 'only one of them was changed, or one has no policy and defaults to IfNotPresent',
          remedy: 'set the same policy on both',
          related: [{ at: placeIn(first.workload.entry, policyPath(first)), message: 'the other policy' }],
        });
      }
    }
  },
};

const policyOf = ({ container }: ImageUse): string => container.imagePullPolicy ?? 'IfNotPresent';

const policyPath = ({ path }: ImageUse) => [...path.slice(0, -1), 'imagePullPolicy'];
