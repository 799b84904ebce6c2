import { imageUses } from '../../facts/images/images.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const imageTagFloating: Rule = {
  id: 'image-tag-floating',
  claims: ['IMG-1'],
  severity: 'mandatory',
  unpromised: 'recommended',
  title: 'Each image is pinned to a version or a digest',
  rationale:
    'A tag like "latest" moves without notice: two pods of one Deployment may run different builds, a restart can be an upgrade, and a rollback is impossible.',
  remediation: 'Pin the tested version, or a digest.',
  source: 'Deployment description 7; Kubernetes, "Images": avoid :latest',
  together: 'set',
  *find(input) {
    for (const { workload, path, text, read } of imageUses(input)) {
      if (!('fault' in read) || read.fault !== 'floating') continue;
      const [, tag] = /:([\w.-]+)$/.exec(text) ?? [];
      yield findingIn(workload.entry, path, {
        message: tag
          ? `image "${text}": the tag "${tag}" is not a version`
          : `image "${text}" has no tag and defaults to latest`,
        cause: "copied from Dify's docker-compose.yaml or a tutorial",
        remedy: 'pin the tested version',
      });
    }
  },
};
